package dev.clew.everything;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.agent.OpenTelemetryAgentSpanContext;
import java.util.Map;

/// A counter of Micrometer, told as Prometheus reads it with exemplars.
final class Sales {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT,
          new PrometheusRegistry(),
          Clock.SYSTEM,
          new OpenTelemetryAgentSpanContext());

  void addTo(Map<String, Action> actions) {
    actions.put("sale", this::sell);
    actions.put("metrics", () -> meters.scrape("application/openmetrics-text; version=1.0.0"));
  }

  private String sell() {
    meters.counter("sales").increment();
    return "sold";
  }
}
