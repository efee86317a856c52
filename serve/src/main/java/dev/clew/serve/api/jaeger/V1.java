package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
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
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The handlers of the first generation: `/api/services`, `/api/operations`, `/api/traces`,
/// `/api/dependencies`.
final class V1 {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final String NOT_FOUND = "trace not found";

  private final QueryEngine engine;
  private final Pinning pinning;
  private final InstantSource clock;

  V1(QueryEngine engine, Pinning pinning, InstantSource clock) {
    this.engine = engine;
    this.pinning = pinning;
    this.clock = clock;
  }

  void services(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<String> services = engine.services(TENANT, TimeRange.ALL);
    new Envelope()
        .write(reply, isPretty(request), services.size(), json -> Json.texts(json, services));
  }

  /// The names alone; null where there are none.
  void operationNames(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    List<String> names =
        engine.operations(TENANT, PathParameter.of(request, "service"), TimeRange.ALL).stream()
            .map(Operation::name)
            .distinct()
            .toList();
    new Envelope()
        .write(
            reply,
            isPretty(request),
            names.size(),
            json -> {
              if (names.isEmpty()) {
                json.writeNull();
              } else {
                Json.texts(json, names);
              }
            });
  }

  void operations(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Parameters parameters = parameters(request);
    String service = V1Search.required(parameters, "service");
    String kind = parameters.text("spanKind");
    List<Operation> operations =
        engine.operations(TENANT, service, TimeRange.ALL).stream()
            .filter(operation -> kind.isEmpty() || kind.equals(Kinds.word(operation.kind())))
            .toList();
    new Envelope()
        .write(
            reply,
            isPretty(request),
            operations.size(),
            json -> Kinds.write(json, operations, Kinds::word));
  }

  void search(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Parameters parameters = parameters(request);
    Set<TraceId> ids = new LinkedHashSet<>();
    for (String id : parameters.all("traceID")) {
      ids.add(traceId(id));
    }
    if (!ids.isEmpty()) {
      boolean raw = parameters.flag("raw");
      writeTraces(request, reply, raw, ids);
    } else {
      JaegerSearch search = V1Search.read(parameters, clock.instant());
      List<FoundTrace> found = engine.search(TENANT, search.toSearch()).traces();
      writeTraces(
          request,
          reply,
          search.raw(),
          found.stream().map(each -> each.trace().traceId()).toList());
    }
  }

  private void writeTraces(
      ServiceRequestContext request, Reply reply, boolean raw, Iterable<TraceId> ids)
      throws IOException, QueryException {
    var envelope = new Envelope();
    envelope.write(
        reply,
        isPretty(request),
        0,
        json -> {
          json.writeStartArray();
          for (TraceId id : ids) {
            writeTrace(json, envelope, id, raw);
          }
          json.writeEndArray();
        });
  }

  private void writeTrace(JsonGenerator json, Envelope envelope, TraceId id, boolean raw)
      throws IOException, QueryException {
    SpanBatch trace = engine.trace(TENANT, id);
    if (trace.size() > 0) {
      TraceWriter.write(json, trace, raw);
    } else {
      String text = TraceIdText.format(id.high(), id.low());
      envelope.trouble(new Envelope.Problem(0, NOT_FOUND, text));
    }
  }

  void trace(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Parameters parameters = parameters(request);
    boolean raw = parameters.flag("raw");
    readHints(parameters);
    SpanBatch trace = engine.trace(TENANT, traceId(PathParameter.of(request, "traceID")));
    if (trace.size() == 0) {
      throw new RequestException(HttpStatus.NOT_FOUND, NOT_FOUND);
    }
    new Envelope()
        .write(
            reply,
            isPretty(request),
            0,
            json -> {
              json.writeStartArray();
              TraceWriter.write(json, trace, raw);
              json.writeEndArray();
            });
  }

  /// When the trace was; it is found without.
  private static void readHints(Parameters parameters) {
    parameters.read(V1Search::parseMicros, 0L, "start");
    parameters.read(V1Search::parseMicros, 0L, "end");
  }

  /// Keeps a trace past retention.
  void archive(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    readHints(parameters(request));
    pinning.pin(traceId(PathParameter.of(request, "traceID")));
    new Envelope()
        .listingNone()
        .write(reply, isPretty(request), 0, json -> Json.texts(json, List.of()));
  }

  void deepDependencies(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    Parameters parameters = parameters(request);
    String service = V1Search.required(parameters, "service");
    var paths = DeepDependencies.of(engine, V1Search.read(parameters, clock.instant()));
    reply.type(MediaType.JSON);
    Json.write(reply, json -> paths.write(json, service, parameters.text("operation")));
  }

  void dependencies(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var dependencies = Dependencies.read(engine, TENANT, parameters(request), clock.instant());
    new Envelope().write(reply, isPretty(request), 0, dependencies::write);
  }

  private static TraceId traceId(String text) {
    try {
      return TraceIdText.parse(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("malformed trace id: " + e.getMessage());
    }
  }

  static Parameters parameters(ServiceRequestContext request) {
    return new Parameters(request.queryParams(), "unable to parse param '%s'");
  }

  static boolean isPretty(ServiceRequestContext request) {
    String asked = request.queryParams().get("prettyPrint", "");
    return !asked.isEmpty() && !asked.equals("false");
  }
}
