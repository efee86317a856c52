package dev.clew.serve.api.clew;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.analyze.Analyses;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.Handler;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.serve.api.TraceResponse;
import dev.clew.store.SpanStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The native API, `/api/clew/v1`, as `docs/api.md` describes it.
public final class ClewApi {
  private static final String BASE = "/api/clew/v1";

  private final StatusPages status;
  private final Searches searches;
  private final Traces traces;
  private final Deletions deletions;
  private final PinPages pins;
  private final LogPages logs;
  private final AnalysisPages analyses;
  private final AnalysisQuestions questions;
  private final Answers answers;

  public ClewApi(
      QueryEngine engine,
      SpanStore store,
      KeptLogs logs,
      Vitals vitals,
      InstantSource clock,
      QueryMeter meter) {
    status = new StatusPages(vitals);
    searches = new Searches(engine, vitals, clock);
    traces = new Traces(engine, clock);
    deletions = new Deletions(engine, store, logs, vitals);
    pins = new PinPages(new Pinning(store));
    this.logs = new LogPages(logs);
    var answering = new Analyses(engine, clock);
    analyses = new AnalysisPages(answering, clock);
    questions = new AnalysisQuestions(answering, clock);
    var heading = new TraceResponse(RandomGenerator.getDefault());
    answers = new Answers(ClewApi::error, meter, clock, heading::write);
  }

  public void mount(ServerBuilder server) {
    mountAnalyses(server);
    server
        .service(BASE + "/config", get("clew.config", status::config))
        .service(BASE + "/status", get("clew.status", status::status))
        .service(BASE + "/services", get("clew.services", searches::services))
        .service(
            BASE + "/services/{service}/operations", get("clew.operations", searches::operations))
        .service(BASE + "/attributes", get("clew.attributes", searches::attributes))
        .service(
            BASE + "/attributes/{reference}/values",
            get("clew.attribute-values", searches::attributeValues))
        .service(
            BASE + "/search", answers.endpoint("clew.search", searches::search, HttpMethod.POST))
        .service(BASE + "/query", answers.endpoint("clew.query", searches::query, HttpMethod.POST))
        .service(
            BASE + "/traces/{id}",
            answers.endpoint(
                "clew.trace",
                this::traceOrDeletion,
                HttpMethod.GET,
                HttpMethod.HEAD,
                HttpMethod.DELETE))
        .service(BASE + "/traces/{id}/columns", get("clew.columns", traces::columns))
        .service(BASE + "/traces/{id}/spans", get("clew.spans", traces::spans))
        .service(BASE + "/traces/{id}/logs", get("clew.logs", logs::logs))
        .service(
            BASE + "/traces/{id}/pin",
            answers.endpoint("clew.pin", pins::pinOrUnpin, HttpMethod.POST, HttpMethod.DELETE))
        .service(BASE + "/pins", get("clew.pins", pins::list))
        .service(
            BASE + "/deletions",
            answers.endpoint(
                "clew.deletions",
                this::deletions,
                HttpMethod.GET,
                HttpMethod.HEAD,
                HttpMethod.POST))
        .service(BASE + "/deletions/{id}", get("clew.deletion", deletions::deletion))
        .serviceUnder(
            "/api/clew/", (request, _) -> answers.answer(request, "clew.none", NO_ADDRESS));
  }

  private void mountAnalyses(ServerBuilder server) {
    server
        .service(BASE + "/traces/{id}/findings", get("clew.findings", analyses::findings))
        .service(BASE + "/traces/{id}/percentiles", get("clew.percentiles", analyses::percentiles))
        .service(BASE + "/services/overview", get("clew.overview", analyses::services))
        .service(BASE + "/services/{service}/overview", get("clew.service", analyses::service))
        .service(BASE + "/services/{service}/versions", get("clew.versions", analyses::versions))
        .service(BASE + "/findings", post("clew.own-findings", questions::findings))
        .service(BASE + "/traces/{id}/find", post("clew.find", questions::find))
        .service(
            BASE + "/map",
            answers.endpoint(
                "clew.map", this::map, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST))
        .service(BASE + "/changes", get("clew.changes", analyses::changes))
        .service(BASE + "/compare/traces", get("clew.compare", analyses::compareTraces))
        .service(BASE + "/compare/queries", post("clew.compare-queries", questions::compareQueries))
        .service(BASE + "/compare/spans", post("clew.compare-spans", questions::compareSpans))
        .service(BASE + "/structure", post("clew.structure", questions::structure))
        .service(BASE + "/funnels/eval", post("clew.funnel", questions::funnel))
        .service(BASE + "/errors", post("clew.errors", questions::errors));
  }

  private static final Handler NO_ADDRESS =
      (request, _) -> {
        throw new RequestException(
            HttpStatus.NOT_FOUND,
            "nothing answers at " + RequestException.quote(request.path()) + "; see docs/api.md");
      };

  /// Of all that was counted, or of the traces that a query finds.
  private void map(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    if (request.method() == HttpMethod.POST) {
      questions.map(request, reply);
    } else {
      analyses.map(request, reply);
    }
  }

  private void traceOrDeletion(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    if (request.method() == HttpMethod.DELETE) {
      deletions.deleteTrace(request, reply);
    } else {
      traces.trace(request, reply);
    }
  }

  private void deletions(ServiceRequestContext request, Reply reply)
      throws IOException, QueryException {
    if (request.method() == HttpMethod.POST) {
      deletions.deleteMatching(request, reply);
    } else {
      deletions.list(request, reply);
    }
  }

  private HttpService get(String name, Handler handler) {
    return answers.reading(name, handler);
  }

  private HttpService post(String name, Handler handler) {
    return answers.endpoint(name, handler, HttpMethod.POST);
  }

  static void error(Reply reply, HttpStatus status, String message) throws IOException {
    reply.status(status).type(MediaType.JSON);
    Json.write(
        reply,
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("error");
          json.writeNumberField("status", status.code());
          json.writeStringField("message", message);
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
