package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.FoundTrace;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.TraceSummary;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.json.OtlpJsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The handlers of the third generation, `/api/v3/…`, whose traces are OTLP/JSON.
final class V3 {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;

  V3(QueryEngine engine) {
    this.engine = engine;
  }

  void services(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<String> services = engine.services(TENANT, TimeRange.ALL);
    member(reply, "services", json -> Json.texts(json, services));
  }

  void operations(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Parameters parameters = parameters(request);
    String service = parameters.text("service");
    if (service.isEmpty()) {
      throw RequestException.bad("malformed parameter service: is required");
    }
    String kind = parameters.text("spanKind", "span_kind");
    List<Operation> operations =
        engine.operations(TENANT, service, TimeRange.ALL).stream()
            .filter(
                operation -> kind.isEmpty() || kind.equals(Kinds.wordOrInternal(operation.kind())))
            .toList();
    member(reply, "operations", json -> Kinds.write(json, operations, Kinds::wordOrInternal));
  }

  void summaries(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<TraceSummary> found = find(request);
    member(reply, "summaries", json -> Summaries.write(json, found));
  }

  void search(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<TraceSummary> found = find(request);
    writeTraces(reply, found.stream().map(TraceSummary::traceId).toList());
  }

  private List<TraceSummary> find(ServiceRequestContext request) throws QueryException {
    return engine.search(TENANT, V3Search.read(parameters(request)).toSearch()).traces().stream()
        .map(FoundTrace::trace)
        .toList();
  }

  void trace(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Parameters parameters = parameters(request);
    parameters.flag("rawTraces", "raw_traces");
    // Hints of when the trace was; a trace is found without them.
    parameters.read(V3Search::parseMoment, 0L, "startTime", "start_time");
    parameters.read(V3Search::parseMoment, 0L, "endTime", "end_time");
    writeTraces(reply, List.of(traceId(PathParameter.of(request, "traceID"))));
  }

  private void writeTraces(Reply reply, List<TraceId> ids) throws IOException, QueryException {
    member(
        reply,
        "result",
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("resourceSpans");
          var found = new AtomicBoolean();
          for (TraceId id : ids) {
            engine.trace(
                TENANT,
                id,
                part -> {
                  found.set(true);
                  OtlpJsonWriter.writeResourceSpans(part, json);
                });
          }
          if (!found.get()) {
            throw new RequestException(HttpStatus.NOT_FOUND, "No traces found");
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static TraceId traceId(String text) {
    try {
      return TraceIdText.parse(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("malformed parameter trace_id: " + e.getMessage());
    }
  }

  private static <X extends Exception> void member(Reply reply, String name, Json.Body<X> value)
      throws IOException, X {
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeFieldName(name);
          value.write(json);
          json.writeEndObject();
        });
  }

  static void error(Reply reply, HttpStatus status, String message) throws IOException {
    reply.status(status);
    member(
        reply,
        "error",
        json -> {
          json.writeStartObject();
          json.writeNumberField("httpCode", status.code());
          json.writeStringField("message", message);
          json.writeEndObject();
        });
  }

  private static Parameters parameters(ServiceRequestContext request) {
    return new Parameters(request.queryParams(), "malformed parameter %s");
  }
}
