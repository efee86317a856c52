package dev.clew.serve.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// What Clew counts about itself. Labels have few values, none of them chosen by a client.
public final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter spansReceived =
      counter("clew_spans_received_total", "Spans acknowledged as stored.").register(registry);
  private final Counter spansRefused =
      counter("clew_spans_refused_total", "Spans not stored, by reason.")
          .labelNames("reason")
          .register(registry);
  private final Counter requests =
      counter("clew_requests_total", "Export requests, by what became of them.")
          .labelNames("outcome")
          .register(registry);
  private final Counter requestBytes =
      counter("clew_request_bytes_total", "Bytes of export requests, as sent and inflated.")
          .labelNames("state")
          .register(registry);
  private final Histogram fsync =
      Histogram.builder()
          .name("clew_wal_fsync_seconds")
          .help("How long the disk took to make appended spans durable.")
          .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5)
          .register(registry);
  private final Counter queries =
      counter("clew_queries_total", "Requests to the query APIs, by API and outcome.")
          .labelNames("api", "outcome")
          .register(registry);
  private final Histogram querySeconds =
      Histogram.builder()
          .name("clew_query_seconds")
          .help("How long the query APIs took to answer.")
          .labelNames("api")
          .classicUpperBounds(.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
          .register(registry);

  public Metrics() {
    JvmMetrics.builder().register(registry);
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  public void received(int spans) {
    spansReceived.inc(spans);
  }

  public void refused(RefusalReason reason, int spans) {
    spansRefused.labelValues(reason.label()).inc(spans);
  }

  public void request(String outcome) {
    requests.labelValues(outcome).inc();
  }

  public void bytesSent(long bytes) {
    requestBytes.labelValues("compressed").inc(bytes);
  }

  public void bytesInflated(long bytes) {
    requestBytes.labelValues("inflated").inc(bytes);
  }

  public void fsynced(Duration took) {
    fsync.observe(took.toNanos() / 1e9);
  }

  public void queried(String api, String outcome, Duration took) {
    queries.labelValues(api, outcome).inc();
    querySeconds.labelValues(api).observe(took.toNanos() / 1e9);
  }

  /// Spans acknowledged since the start.
  public long spansReceived() {
    return spansReceived.getLongValue();
  }

  /// Spans refused since the start, for whatever reason.
  public long spansRefused() {
    long sum = 0;
    for (RefusalReason reason : RefusalReason.values()) {
      sum += spansRefused.labelValues(reason.label()).getLongValue();
    }
    return sum;
  }

  /// Shows a value that somebody else keeps.
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call(value.getAsDouble()))
        .register(registry);
  }

  private static Counter.Builder counter(String name, String help) {
    return Counter.builder().name(name).help(help);
  }
}
