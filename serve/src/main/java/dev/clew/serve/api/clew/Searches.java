package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/// The handlers that find traces, and what to find them by.
final class Searches {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;
  private final Vitals vitals;
  private final InstantSource clock;

  Searches(QueryEngine engine, Vitals vitals, InstantSource clock) {
    this.engine = engine;
    this.vitals = vitals;
    this.clock = clock;
  }

  void services(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<String> services = engine.services(TENANT, TimeRange.ALL).stream().sorted().toList();
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeFieldName("services");
          Json.texts(json, services);
          json.writeEndObject();
        });
  }

  void operations(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    List<Operation> operations =
        engine.operations(TENANT, PathParameter.of(request, "service"), TimeRange.ALL).stream()
            .sorted(Comparator.comparing(Operation::name).thenComparing(Operation::kind))
            .toList();
    reply.type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("operations");
          for (Operation operation : operations) {
            json.writeStartObject();
            json.writeStringField("name", operation.name());
            json.writeStringField("kind", SpanWriter.word(operation.kind()));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  void search(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    SearchRequest search =
        SearchReader.read(Bodies.read(request), vitals.config().get().maxSearchLimit());
    var timing = new Timing(clock);
    SearchAnswer answer = engine.search(TENANT, search);
    timing.done("search");
    timing.writeTo(reply);
    reply.type(MediaType.JSON);
    Json.write(reply, json -> SearchWriter.write(json, answer));
  }

  /// A query in TraceQL.
  void query(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    SearchRequest search =
        QueryReader.read(Bodies.read(request), vitals.config().get().maxSearchLimit());
    var timing = new Timing(clock);
    SearchAnswer answer = engine.search(TENANT, search);
    timing.done("search");
    timing.writeTo(reply);
    reply.type(MediaType.JSON);
    Json.write(reply, json -> SpansetWriter.write(json, answer));
  }
}
