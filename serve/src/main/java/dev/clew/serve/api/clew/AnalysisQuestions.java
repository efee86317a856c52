package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.analyze.Analyses;
import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.SpanComparison;
import dev.clew.analyze.Structure;
import dev.clew.model.TenantId;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.serve.api.Bodies;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
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
    var timing = new Timing(clock);
    SpanComparison comparison =
        AnalysisPages.ask(() ->
            analyses.compare(TENANT, sent.text("baseline").orElse(""), selection, range, limit));
    answer(reply, timing, json -> ComparisonWriter.write(json, comparison));
  }

  /// The traces that a query finds as one call tree.
  void structure(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Members sent = members(request, "query", "startUnixNano", "endUnixNano", "limit");
    int limit = (int) sent.whole("limit", 1, MOST_TRACES).orElse(USUAL_TRACES);
    var search =
        new SearchRequest(
            QueryReader.search(sent, "query"),
            RangeReader.range(sent, clock),
            limit,
            Optional.empty(),
            0);
    var timing = new Timing(clock);
    Structure structure = analyses.structure(TENANT, search);
    answer(reply, timing, json -> ComparisonWriter.write(json, structure));
  }

  /// Failed spans by what went wrong.
  void errors(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Members sent = members(request, "query", "startUnixNano", "endUnixNano", "limit", "steps");
    var range = RangeReader.range(sent, clock);
    int limit = (int) sent.whole("limit", 1, MOST_GROUPS).orElse(USUAL_GROUPS);
    int steps = (int) sent.whole("steps", 1, MOST_STEPS).orElse(USUAL_STEPS);
    var timing = new Timing(clock);
    ErrorGroups errors =
        AnalysisPages.ask(
            () -> analyses.errors(TENANT, sent.text("query").orElse(""), range, steps, limit));
    answer(reply, timing, json -> ComparisonWriter.write(json, errors));
  }

  private static void answer(Reply reply, Timing timing, Json.Body<IOException> body)
      throws IOException {
    timing.done("analyze");
    timing.writeTo(reply);
    reply.type(MediaType.JSON);
    Json.write(reply, body);
  }
}
