package dev.clew.serve.api.tempo;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.query.QueryEngine;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.Handler;
import dev.clew.serve.api.QueryMeter;
import java.time.InstantSource;

/// Tempo's query API, as `docs/tempo.md` describes it; a port of its own is all for it.
public final class TempoApi {
  /// What a client may be expected to take as one trace.
  private static final long MOST_TRACE_BYTES = 64 << 20;

  private final Traces traces;
  private final Searches searches;
  private final StreamingQuerier streaming;
  private final StatusPages status;
  private final Answers answers;

  public TempoApi(QueryEngine engine, Standing standing, InstantSource clock, QueryMeter meter) {
    this(engine, standing, clock, meter, MOST_TRACE_BYTES);
  }

  TempoApi(
      QueryEngine engine,
      Standing standing,
      InstantSource clock,
      QueryMeter meter,
      long mostTraceBytes) {
    traces = new Traces(engine, mostTraceBytes);
    var tagging = new Tagging(engine);
    searches = new Searches(engine, tagging, clock);
    streaming = new StreamingQuerier(engine, tagging, clock, meter);
    status = new StatusPages(standing);
    answers = new Answers(Answering::error, meter, clock);
  }

  /// At the root and below Tempo's usual prefix.
  public void mount(ServerBuilder server) {
    mount(server, "");
    mount(server, "/tempo");
    server.serviceUnder("/", (request, _) -> answers.answer(request, "tempo.none", NO_PAGE));
    streaming.mount(server);
  }

  private void mount(ServerBuilder server, String base) {
    server
        .service(base + "/api/traces/{id}", answers.reading("tempo.trace", traces::first))
        .service(base + "/api/v2/traces/{id}", answers.reading("tempo.trace", traces::second))
        .service(base + "/api/search", answers.reading("tempo.search", searches::search))
        .service(base + "/api/search/tags", answers.reading("tempo.tags", searches::tags))
        .service(base + "/api/v2/search/tags", answers.reading("tempo.tags", searches::scopedTags))
        // A tag may hold a slash.
        .service(
            "regex:^" + base + "/api/search/tag/(?<tag>.+)/values$",
            answers.reading("tempo.values", searches::values))
        .service(
            "regex:^" + base + "/api/v2/search/tag/(?<tag>.+)/values$",
            answers.reading("tempo.values", searches::typedValues))
        .service(
            base + "/api/metrics/query_range", answers.reading("tempo.series", searches::series))
        .service(base + "/api/metrics/query", answers.reading("tempo.series", searches::totals));
    status
        .pages()
        .forEach(
            (path, page) -> server.service(base + path, answers.reading("tempo.status", page)));
  }

  private static final Handler NO_PAGE =
      (_, reply) -> Answering.error(reply, HttpStatus.NOT_FOUND, "404 page not found");
}
