package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeValues;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.TotalsAnswer;
import dev.clew.serve.api.Bodies;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.clew.QueryReader.Question;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/// The handlers that find traces, and what to find them by.
final class Searches {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// So many traces come before the others of their page.
  private static final int SOON = 10;

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
    Question question =
        QueryReader.read(Bodies.read(request), vitals.config().get().maxSearchLimit());
    Streamed.answer(
        request, reply, clock, () -> answer(question), early -> inParts(question, early));
  }

  /// The newest traces of a page are known when the newest blocks are read, and are told then. In
  /// another order nothing is known before all is.
  private Json.Body<IOException> inParts(Question question, Streamed.Early early)
      throws QueryException {
    if (!(question instanceof Question.OfTraces(var asked))
        || asked.limit() <= SOON
        || asked.query().order().isPresent()) {
      return answer(question);
    }
    SearchAnswer first =
        engine.search(
            TENANT,
            new SearchRequest(
                asked.query(), asked.range(), SOON, asked.after(), asked.spansPerSet()));
    if (first.next().isEmpty()) {
      return json -> SpansetWriter.write(json, first);
    }
    early.tell(json -> SpansetWriter.write(json, first));
    return answer(question);
  }

  private Json.Body<IOException> answer(Question question) throws QueryException {
    return switch (question) {
      case Question.OfTraces(var asked) -> {
        SearchAnswer answer = engine.search(TENANT, asked);
        yield json -> SpansetWriter.write(json, answer);
      }
      case Question.OfSeries(var asked) -> {
        SeriesAnswer answer = engine.series(TENANT, asked);
        yield json -> NumbersWriter.write(json, answer);
      }
      case Question.OfTotals(var asked) -> {
        TotalsAnswer answer = engine.totals(TENANT, asked);
        yield json -> NumbersWriter.write(json, answer);
      }
    };
  }

  /// What spans have values of.
  void attributes(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    AttributeKeysAnswer answer =
        engine.attributes(TENANT, new AttributeReader(request.queryParams()).keys());
    reply.type(MediaType.JSON);
    Json.write(reply, json -> AttributeWriter.write(json, answer));
  }

  /// The values of an attribute or an intrinsic.
  void attributeValues(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    AttributeValues asked =
        new AttributeReader(request.queryParams()).values(PathParameter.of(request, "reference"));
    AttributeValuesAnswer answer = engine.values(TENANT, asked);
    reply.type(MediaType.JSON);
    Json.write(reply, json -> AttributeWriter.write(json, answer));
  }
}
