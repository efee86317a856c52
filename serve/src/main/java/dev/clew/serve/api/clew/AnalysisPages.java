package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.analyze.Analyses;
import dev.clew.analyze.BadQuestionException;
import dev.clew.analyze.Changes;
import dev.clew.analyze.Percentiles;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.ServiceOverview;
import dev.clew.analyze.ServiceVersions;
import dev.clew.analyze.ServicesOverview;
import dev.clew.analyze.TraceComparison;
import dev.clew.analyze.TraceFindings;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.PathParameter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// The handlers that show how traces, services and the calls between them are doing.
final class AnalysisPages {
  private static final TenantId TENANT = TenantId.DEFAULT;
  static final int MOST_HOPS = 10;

  private final Analyses analyses;
  private final InstantSource clock;

  AnalysisPages(Analyses analyses, InstantSource clock) {
    this.analyses = analyses;
    this.clock = clock;
  }

  /// A question for the analyses.
  interface Asking<T> {
    T ask() throws QueryException;
  }

  /// What an analysis says; a range that it cannot count, or a query that is none, is the client's
  /// mistake.
  static <T> T ask(Asking<T> analysis) throws QueryException {
    try {
      return analysis.ask();
    } catch (BadQuestionException e) {
      throw RequestException.bad(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T found(Optional<T> answer, String what) {
    return answer.orElseThrow(() ->
        new RequestException(HttpStatus.NOT_FOUND, what + " is not stored; it may have expired"));
  }

  /// What can be told of one trace.
  void findings(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = Traces.traceId(PathParameter.of(request, "id"));
    var timing = new Timing(clock);
    TraceFindings findings = found(analyses.findings(TENANT, id), "trace " + id);
    answer(request, reply, timing, json -> FindingsWriter.write(json, findings));
  }

  /// How long spans took beside all like them.
  void percentiles(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    TraceId id = Traces.traceId(PathParameter.of(request, "id"));
    var spans = Traces.spanIds(request.queryParams().get("ids", ""));
    var timing = new Timing(clock);
    Percentiles ranks = found(analyses.percentiles(TENANT, id, spans), "trace " + id);
    answer(request, reply, timing, json -> RedWriter.write(json, ranks));
  }

  /// How all services are doing.
  void services(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var range = new RangeReader(request.queryParams()).range(clock);
    var timing = new Timing(clock);
    ServicesOverview overview = ask(() -> analyses.services(TENANT, range));
    answer(request, reply, timing, json -> RedWriter.write(json, overview));
  }

  /// How one service is doing.
  void service(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    String name = PathParameter.of(request, "service");
    var range = new RangeReader(request.queryParams()).range(clock);
    var timing = new Timing(clock);
    Optional<ServiceOverview> overview = ask(() -> analyses.service(TENANT, name, range));
    ServiceOverview found =
        overview.orElseThrow(() ->
            new RequestException(
                HttpStatus.NOT_FOUND,
                "service " + RequestException.quote(name) + " sent no span in that time"));
    answer(request, reply, timing, json -> RedWriter.write(json, found));
  }

  /// How the versions of one service are doing.
  void versions(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    String name = PathParameter.of(request, "service");
    var range = new RangeReader(request.queryParams()).range(clock);
    var timing = new Timing(clock);
    ServiceVersions versions = ask(() -> analyses.versions(TENANT, name, range));
    answer(request, reply, timing, json -> RedWriter.write(json, versions));
  }

  /// Who calls whom.
  void map(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var sent = new RangeReader(request.queryParams(), "focus", "hops", "minShare");
    var range = sent.range(clock);
    var cut =
        new ServiceMap.Cut(
            sent.text("focus").orElse(""),
            sent.whole("hops", 1, MOST_HOPS, 1),
            sent.share("minShare"));
    var timing = new Timing(clock);
    ServiceMap map = ask(() -> analyses.map(TENANT, range, cut));
    answer(request, reply, timing, json -> RedWriter.write(json, map));
  }

  /// What moved.
  void changes(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    var range = new RangeReader(request.queryParams()).range(clock);
    var timing = new Timing(clock);
    Changes changes = ask(() -> analyses.changes(TENANT, range));
    answer(request, reply, timing, json -> RedWriter.write(json, changes));
  }

  /// Two traces as one.
  void compareTraces(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    TraceId a = Traces.traceId(request.queryParams().get("a", ""));
    TraceId b = Traces.traceId(request.queryParams().get("b", ""));
    var timing = new Timing(clock);
    TraceComparison comparison = found(analyses.compare(TENANT, a, b), "trace " + a + " or " + b);
    answer(request, reply, timing, json -> ComparisonWriter.write(json, comparison));
  }

  /// Writes the answer, unless the client has it.
  private static void answer(
      ServiceRequestContext request, Reply reply, Timing timing, Json.Body<IOException> body)
      throws IOException {
    timing.done("analyze");
    String tag = EntityTag.of(body);
    timing.done("tag");
    timing.writeTo(reply);
    reply
        .header(HttpHeaderNames.ETAG, tag)
        .header(HttpHeaderNames.CACHE_CONTROL, "private, no-cache");
    if (EntityTag.isMetBy(request.request().headers().get(HttpHeaderNames.IF_NONE_MATCH), tag)) {
      reply.status(HttpStatus.NOT_MODIFIED);
    } else {
      reply.type(MediaType.JSON);
      Json.write(reply, body);
    }
  }
}
