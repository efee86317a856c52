package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
import dev.clew.serve.api.RequestException;
import dev.clew.store.Counts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// The handlers of `/api/metrics/…`, which Jaeger's page shows under "Monitor".
final class MetricsPages {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final QueryEngine engine;
  private final InstantSource clock;

  MetricsPages(QueryEngine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  void latencies(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    Parameters parameters = V1.parameters(request);
    if (parameters.text("quantile").isEmpty()) {
      throw RequestException.bad("unable to parse param 'quantile': is required");
    }
    double quantile = parameters.read(MetricsQuestion::parseQuantile, 0.0, "quantile");
    write(request, reply, ServiceMetrics.Family.latencies(quantile));
  }

  void calls(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    write(request, reply, ServiceMetrics.Family.CALLS);
  }

  void errors(ServiceRequestContext request, Reply reply) throws IOException, QueryException {
    write(request, reply, ServiceMetrics.Family.ERRORS);
  }

  private void write(ServiceRequestContext request, Reply reply, ServiceMetrics.Family family)
      throws IOException, QueryException {
    var asked = MetricsQuestion.read(V1.parameters(request), clock.instant());
    var metrics = new ServiceMetrics(asked, engine.spanCounts(TENANT, asked.range(), asked.step()));
    reply.type(MediaType.JSON);
    Json.write(reply, json -> metrics.write(json, family));
  }

  /// The shortest step that says more than a longer one.
  void minStep(ServiceRequestContext request, Reply reply) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(Counts.STEP_NANOS);
    new Envelope().write(reply, V1.isPretty(request), 0, json -> json.writeNumber(millis));
  }
}
