package dev.clew.serve.api.clew;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.analyze.Analyses;
import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.ErrorsQuestion;
import dev.clew.analyze.Funnel;
import dev.clew.analyze.FunnelQuestion;
import dev.clew.analyze.QueryComparison;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.SpanComparison;
import dev.clew.analyze.SpanMatches;
import dev.clew.analyze.Structure;
import dev.clew.analyze.TraceFindings;
import dev.clew.model.SpanId;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.serve.api.Bodies;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The handlers that read the spans which a query finds, and say what they come to.
final class AnalysisQuestions {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int MOST_TRACES = 500;
  private static final int USUAL_TRACES = 100;
  private static final int MOST_GROUPS = 1000;
  private static final int USUAL_GROUPS = 100;
  private static final int MOST_STEPS = 200;
  private static final int USUAL_STEPS = 48;
  private static final int MOST_ATTRIBUTES = 500;
  private static final int USUAL_ATTRIBUTES = 50;
  private static final int LONGEST_TEXT = 200;
  private static final int LARGEST_TRACE = 32 << 20;

  private final Analyses analyses;
  private final InstantSource clock;

  AnalysisQuestions(Analyses analyses, InstantSource clock) {
    this.analyses = analyses;
    this.clock = clock;
  }

  private static Members members(ServiceRequestContext request, String... known)
      throws IOException {
    return new Members(SearchReader.parse(Bodies.read(request)), "", List.of(known));
  }

  /// What the spans of a selection have more often than others.
  void compareSpans(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Members sent =
        members(request, "baseline", "selection", "startUnixNano", "endUnixNano", "limit");
    String selection =
        sent.text("selection")
            .orElseThrow(() -> sent.fault("selection", "a filter, such as { status = error }"));
    var range = RangeReader.range(sent, clock);
    int limit = (int) sent.whole("limit", 1, MOST_ATTRIBUTES).orElse(USUAL_ATTRIBUTES);
    String baseline = sent.text("baseline").orElse("");
    Streamed.answer(
        request,
        reply,
        clock,
        () -> {
          SpanComparison comparison = analyses.compare(TENANT, baseline, selection, range, limit);
          return json -> ComparisonWriter.write(json, comparison);
        });
  }

  /// The traces that a query finds as one call tree.
  void structure(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Members sent = members(request, "query", "startUnixNano", "endUnixNano", "limit");
    SearchRequest search = search(sent, limit(sent));
    Streamed.answer(
        request,
        reply,
        clock,
        () -> {
          Structure structure = analyses.structure(TENANT, search);
          return json -> ComparisonWriter.write(json, structure);
        });
  }

  private static int limit(Members sent) {
    return (int) sent.whole("limit", 1, MOST_TRACES).orElse(USUAL_TRACES);
  }

  private SearchRequest search(Members sent, int limit) {
    return new SearchRequest(
        QueryReader.search(sent, "query"),
        RangeReader.range(sent, clock),
        limit,
        Optional.empty(),
        0);
  }

  /// The traces of two queries as one call tree.
  void compareQueries(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    Members sent = members(request, "a", "b", "limit");
    SearchRequest a = side(sent, "a");
    SearchRequest b = side(sent, "b");
    Streamed.answer(
        request,
        reply,
        clock,
        () -> {
          QueryComparison comparison = analyses.compare(TENANT, a, b, USUAL_ATTRIBUTES);
          return json -> QueriesWriter.write(json, comparison);
        });
  }

  private SearchRequest side(Members sent, String name) {
    var side = new Members(sent.node(name), name, List.of("query", "startUnixNano", "endUnixNano"));
    return search(side, limit(sent));
  }

  /// Who calls whom in the traces that a query finds.
  void map(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Members sent =
        members(
            request, "query", "startUnixNano", "endUnixNano", "limit", "focus", "hops", "minShare");
    SearchRequest search =
        search(sent, (int) sent.whole("limit", 1, MOST_TRACES).orElse(MOST_TRACES));
    var cut =
        new ServiceMap.Cut(
            sent.text("focus").orElse(""),
            (int) sent.whole("hops", 1, AnalysisPages.MOST_HOPS).orElse(1),
            share(sent, "minShare"));
    Streamed.answer(
        request,
        reply,
        clock,
        () -> {
          ServiceMap map = analyses.map(TENANT, search, cut);
          return json -> RedWriter.write(json, map);
        });
  }

  private static double share(Members sent, String name) {
    JsonNode share = sent.node(name);
    if (share.isMissingNode()) {
      return 0;
    }
    if (!share.isNumber() || share.doubleValue() < 0 || share.doubleValue() > 1) {
      throw sent.fault(name, "a number from 0 to 1");
    }
    return share.doubleValue();
  }

  /// The spans of a trace that hold a text.
  void find(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId trace = Traces.traceId(PathParameter.of(request, "id"));
    Members sent = members(request, "text");
    String text =
        sent.text("text")
            .filter(said -> !said.isBlank() && said.length() <= LONGEST_TEXT)
            .orElseThrow(
                () -> sent.fault("text", "a text of at most " + LONGEST_TEXT + " characters"));
    var timing = new Timing(clock);
    SpanMatches matches = analyses.find(TENANT, trace, text);
    answer(
        reply,
        timing,
        json -> {
          json.writeStartObject();
          json.writeNumberField("count", matches.count());
          json.writeFieldName("spanIds");
          Json.texts(json, matches.spans().stream().map(SpanId::toString).toList());
          json.writeEndObject();
        });
  }

  /// What can be told of a trace that is sent along and kept nowhere.
  void findings(ServiceRequestContext request, Reply reply) throws IOException {
    byte[] body = Bodies.read(request, LARGEST_TRACE);
    var timing = new Timing(clock);
    SpanBatch trace = oneTrace(body);
    TraceFindings findings = Analyses.findings(trace);
    answer(reply, timing, json -> FindingsWriter.write(json, findings));
  }

  private static SpanBatch oneTrace(byte[] body) {
    SpanBatch trace;
    try {
      byte[] otlp = OtlpJsonReader.read(body);
      trace = OtlpReader.read(otlp, otlp.length);
    } catch (MalformedException e) {
      throw RequestException.bad("the body needs to be OTLP/JSON: " + e.getMessage());
    }
    for (int row = 0; row < trace.size(); row++) {
      if (trace.spans().traceIdHigh(row) != trace.spans().traceIdHigh(0)
          || trace.spans().traceIdLow(row) != trace.spans().traceIdLow(0)) {
        throw RequestException.bad("the body needs to hold one trace, got several");
      }
    }
    if (trace.size() == 0) {
      throw RequestException.bad("the body needs to hold a span, got none");
    }
    return trace;
  }

  /// Failed spans by what went wrong.
  void errors(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Members sent =
        members(request, "query", "startUnixNano", "endUnixNano", "limit", "steps", "group");
    var question =
        new ErrorsQuestion(
            sent.text("query").orElse(""),
            RangeReader.range(sent, clock),
            (int) sent.whole("steps", 1, MOST_STEPS).orElse(USUAL_STEPS),
            (int) sent.whole("limit", 1, MOST_GROUPS).orElse(USUAL_GROUPS),
            sent.text("group"));
    Streamed.answer(
        request, reply, clock, () -> errors(question, _ -> {}), early -> errors(question, early));
  }

  private Json.Body<IOException> errors(ErrorsQuestion question, Streamed.Early early)
      throws QueryException {
    ErrorGroups errors =
        analyses.errors(
            TENANT, question, known -> early.tell(json -> ErrorsWriter.write(json, known)));
    return json -> ErrorsWriter.write(json, errors);
  }

  /// How many traces take one step after the other.
  void funnel(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    FunnelQuestion question = FunnelReader.read(Bodies.read(request), clock);
    Streamed.answer(
        request,
        reply,
        clock,
        () -> {
          Funnel funnel = analyses.funnel(TENANT, question);
          return json -> FunnelWriter.write(json, funnel);
        });
  }

  private static void answer(Reply reply, Timing timing, Json.Body<IOException> body)
      throws IOException {
    timing.done("analyze");
    timing.writeTo(reply);
    reply.type(MediaType.JSON);
    Json.write(reply, body);
  }
}
