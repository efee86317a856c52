package dev.clew.serve.metrics;

import dev.clew.collect.CollectStats;
import dev.clew.collect.Format;
import dev.clew.collect.FormatStats;
import dev.clew.collect.Rejection;
import dev.clew.serve.api.QueryMeter;
import dev.clew.serve.http.Budget;
import dev.clew.serve.http.UnreadBodies;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreStatus;
import dev.clew.wire.otlp.Excess;
import dev.clew.wire.otlp.SpanBatch;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What Clew counts about itself. Labels have few values, none of them chosen by a client but for
/// the names of the first 200 services; times are in seconds, sizes in bytes, and every name ends
/// in its unit.
public final class Metrics {
  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter queries =
      Counter.builder()
          .name("clew_queries_total")
          .help("Requests to the query APIs, by endpoint and outcome.")
          .labelNames("endpoint", "outcome")
          .register(registry);
  private final Histogram querySeconds =
      Histogram.builder()
          .name("clew_query_seconds")
          .help("How long the query APIs took to answer.")
          .labelNames("endpoint")
          .classicUpperBounds(.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
          .register(registry);

  private final Optional<SpanMetrics> spans;

  /// @param mostSeries of spans, and again of calls; 0 for none
  public Metrics(int mostSeries) {
    JvmMetrics.builder().register(registry);
    spans = mostSeries == 0 ? Optional.empty() : Optional.of(new SpanMetrics(mostSeries));
    spans.ifPresent(registry::register);
  }

  /// Takes an example from what was stored.
  public void stored(SpanBatch stored) {
    spans.ifPresent(each -> each.stored(stored));
  }

  /// What there is to tell now.
  ///
  /// @param names of what is asked for; all where there are none
  MetricSnapshots scrape(List<String> names) {
    return names.isEmpty()
        ? registry.scrape()
        : registry.scrape(MetricNameFilter.builder().nameMustBeEqualTo(names).build());
  }

  public void query(String endpoint, QueryMeter.Outcome outcome, long nanos) {
    queries.labelValues(endpoint, label(outcome)).inc();
    querySeconds.labelValues(endpoint).observe(nanos / NANOS);
  }

  /// Tells what the collector counts.
  public void show(CollectStats stats) {
    byFormat(
        "clew_requests_total",
        "Export requests that came whole, whatever became of them, by format.",
        stats,
        FormatStats::requests);
    counter("clew_received_bytes_total", "Bytes of export requests as sent.", stats::receivedBytes);
    counter(
        "clew_inflated_bytes_total",
        "Bytes of export requests once inflated.",
        stats::inflatedBytes);
    byFormat(
        "clew_spans_received_total",
        "Spans acknowledged as stored, by format.",
        stats,
        FormatStats::storedSpans);
    CounterWithCallback.builder()
        .name("clew_requests_refused_total")
        .help("Export requests of which nothing was stored, by format and reason.")
        .labelNames("format", "reason")
        .callback(requests -> {
          for (Format format : Format.values()) {
            FormatStats of = stats.of(format);
            requests.call((double) of.malformedRequests(), label(format), "malformed");
            requests.call((double) of.tooLargeRequests(), label(format), "too_large");
            requests.call((double) of.refusedRequests(), label(format), "store");
          }
        })
        .register(registry);
    counters(
        "clew_spans_refused_total",
        "Spans that were not stored, by reason.",
        spans -> {
          spans.accept("store", stats.refusedSpans());
          for (Rejection reason : Rejection.values()) {
            spans.accept(label(reason), stats.rejectedSpans(reason));
          }
        });
    counter(
        "clew_log_records_received_total",
        "Log records acknowledged as stored.",
        stats::storedLogs);
    counter(
        "clew_log_records_refused_total",
        "Log records that were not stored for having no trace.",
        stats::rejectedLogs);
    counters(
        "clew_trimmed_total",
        "What was cut or dropped of stored spans for being over a limit, by what it was.",
        trimmed -> {
          for (Excess excess : Excess.values()) {
            trimmed.accept(label(excess), stats.trimmed(excess));
          }
        });
    CounterWithCallback.builder()
        .name("clew_redactions_total")
        .help("Secrets found in what was stored, by rule and service.")
        .labelNames("rule", "service")
        .callback(found ->
            stats
                .redactions()
                .visit((service, rule, count) -> found.call((double) count, rule.title(), service)))
        .register(registry);
  }

  /// Tells of bodies that do not come whole, and of the memory that the others take.
  public void show(UnreadBodies unread, Budget budget) {
    counters(
        "clew_bodies_unread_total",
        "Export requests whose body did not come whole, by reason.",
        bodies -> {
          for (UnreadBodies.Reason reason : UnreadBodies.Reason.values()) {
            bodies.accept(label(reason), unread.of(reason));
          }
        });
    gauge("clew_in_flight_bytes", "Memory that export requests under way hold.", budget::inUse);
  }

  /// Tells how the store is.
  public void show(Supplier<StoreStatus> store) {
    gauge("clew_stored_spans", "Spans kept.", () -> store.get().storedSpans());
    gauge("clew_blocks", "Sealed blocks kept.", () -> store.get().blocks());
    gauge(
        "clew_blocks_due",
        "Sealed blocks that are due to become fewer and larger ones.",
        () -> store.get().dueBlocks());
    gauge("clew_block_bytes", "Bytes of the blocks on disk.", () -> store.get().blockBytes());
    gauge("clew_wal_bytes", "Bytes of the write-ahead log on disk.", () -> store.get().walBytes());
    gauge("clew_head_spans", "Spans not yet sealed.", () -> store.get().headSpans());
    gauge("clew_head_bytes", "Memory of spans not yet sealed.", () -> store.get().headBytes());
    gauge(
        "clew_disk_size_bytes",
        "Bytes of the disk under the store that its user may use.",
        () -> store.get().disk().sizeBytes());
    gauge(
        "clew_disk_used_bytes",
        "Bytes of that disk that are used, by whomever.",
        () -> store.get().disk().usedBytes());
    gauge(
        "clew_disk_level",
        "How full that disk is: 0 roomy, 1 early retention, 2 tight, 3 full.",
        () -> store.get().disk().level().ordinal());
    gauge(
        "clew_store_refusing",
        "1 while the store takes no spans, else 0.",
        () -> store.get().problem().isPresent() ? 1 : 0);
    gauge(
        "clew_store_damage",
        "Things that should be readable and are not; health says which.",
        () -> store.get().missing().size());
  }

  /// Hears what the store does.
  public StoreListener store() {
    return new StoreMetrics(registry, spans);
  }

  private void counter(String name, String help, LongSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(counter -> counter.call((double) value.getAsLong()))
        .register(registry);
  }

  private void byFormat(
      String name, String help, CollectStats stats, ToLongFunction<FormatStats> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("format")
        .callback(counter -> {
          for (Format format : Format.values()) {
            counter.call((double) value.applyAsLong(stats.of(format)), label(format));
          }
        })
        .register(registry);
  }

  /// A counter with a series for each reason or kind.
  private void counters(String name, String help, Consumer<ObjLongConsumer<String>> values) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("reason")
        .callback(all -> values.accept((reason, value) -> all.call((double) value, reason)))
        .register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call((double) value.getAsLong()))
        .register(registry);
  }
}
