package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.query.QueryEngine;
import dev.clew.serve.api.Answers;
import dev.clew.serve.api.ErrorShape;
import dev.clew.serve.api.Handler;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.api.TraceResponse;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Jaeger's query API, both generations, below `/api`.
public final class JaegerApi {
  private final V1 v1;
  private final V3 v3;
  private final MetricsPages metrics;
  private final Answers v1Answers;
  private final Answers v3Answers;

  public JaegerApi(QueryEngine engine, Pinning pinning, InstantSource clock, QueryMeter meter) {
    v1 = new V1(engine, pinning, clock);
    v3 = new V3(engine);
    metrics = new MetricsPages(engine, clock);
    var heading = new TraceResponse(RandomGenerator.getDefault());
    v1Answers = new Answers(routed(Envelope::error), meter, clock, heading::write);
    v3Answers = new Answers(routed(V3::error), meter, clock, heading::write);
  }

  public void mount(ServerBuilder server) {
    server
        .service("/api/services", v1("jaeger.services", v1::services))
        .service("/api/services/{service}/operations", v1("jaeger.operations", v1::operationNames))
        .service("/api/operations", v1("jaeger.operations", v1::operations))
        .service("/api/traces", v1("jaeger.search", v1::search))
        .service("/api/traces/{traceID}", v1("jaeger.trace", v1::trace))
        .service("/api/dependencies", v1("jaeger.dependencies", v1::dependencies))
        .service("/api/deep-dependencies", v1("jaeger.dependencies", v1::deepDependencies))
        .service(
            "/api/archive/{traceID}",
            v1Answers.endpoint("jaeger.archive", v1::archive, HttpMethod.POST))
        .service("/api/metrics/latencies", v1("jaeger.metrics", metrics::latencies))
        .service("/api/metrics/calls", v1("jaeger.metrics", metrics::calls))
        .service("/api/metrics/errors", v1("jaeger.metrics", metrics::errors))
        .service("/api/metrics/minstep", v1("jaeger.metrics", metrics::minStep))
        .service(
            "/api/transform",
            v1Answers.endpoint("jaeger.transform", Transform::transform, HttpMethod.POST))
        .service("/api/v3/services", v3("jaeger.services", v3::services))
        .service("/api/v3/operations", v3("jaeger.operations", v3::operations))
        .service("/api/v3/traces", v3("jaeger.search", v3::search))
        .service("/api/v3/traces/{traceID}", v3("jaeger.trace", v3::trace))
        .service("/api/v3/trace-summaries", v3("jaeger.summaries", v3::summaries))
        .serviceUnder("/api/", (request, _) -> v1Answers.answer(request, "jaeger.none", NO_PAGE));
  }

  private static final Handler NO_PAGE =
      (_, reply) -> Envelope.plain(reply, HttpStatus.NOT_FOUND, "404 page not found");

  private HttpService v1(String name, Handler handler) {
    return v1Answers.reading(name, handler);
  }

  private HttpService v3(String name, Handler handler) {
    return v3Answers.reading(name, handler);
  }

  /// Jaeger's router refuses a method itself, in plain text, whatever the API.
  private static ErrorShape routed(ErrorShape shape) {
    return (reply, status, message) -> {
      if (status.equals(HttpStatus.METHOD_NOT_ALLOWED)) {
        Envelope.plain(reply, status, "Method Not Allowed");
      } else {
        shape.write(reply, status, message);
      }
    };
  }
}
