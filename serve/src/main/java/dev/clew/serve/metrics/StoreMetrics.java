package dev.clew.serve.metrics;

import dev.clew.store.CountListener;
import dev.clew.store.Expiry;
import dev.clew.store.StoreListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Optional;

/// Counts what a store does.
final class StoreMetrics implements StoreListener {
  private static final double NANOS = 1e9;

  private final Histogram fsyncs;
  private final Histogram seals;
  private final Counter sealFailures;
  private final Counter sealedBytes;
  private final Histogram compactions;
  private final Counter compactedBlocks;
  private final Counter compactedBytes;
  private final Counter compactionFailures;
  private final Counter expiredBlocks;
  private final Counter expiredSpans;
  private final Counter scrubbedBytes;
  private final Counter damages;
  private final Counter upkeepFailures;
  private final Optional<SpanMetrics> spans;

  StoreMetrics(PrometheusRegistry registry, Optional<SpanMetrics> spans) {
    this.spans = spans;
    fsyncs =
        Histogram.builder()
            .name("clew_wal_fsync_seconds")
            .help("How long the disk took to make appended spans durable.")
            .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5)
            .register(registry);
    seals =
        Histogram.builder()
            .name("clew_seal_seconds")
            .help("How long it took to make a block of a head.")
            .classicUpperBounds(.05, .1, .25, .5, 1, 2.5, 5, 10)
            .register(registry);
    sealFailures =
        counter(registry, "clew_seal_failures_total", "Heads that could not become a block yet.");
    expiredBlocks =
        byReason(
            registry,
            "clew_expired_blocks_total",
            "Blocks dropped for their age, for their size, or because the disk was filling up.");
    expiredSpans =
        byReason(registry, "clew_expired_spans_total", "Spans that went with dropped blocks.");
    scrubbedBytes =
        counter(
            registry, "clew_scrubbed_bytes_total", "Bytes of blocks read again and found good.");
    damages =
        counter(registry, "clew_damage_found_total", "Times that something was found unreadable.");
    upkeepFailures =
        counter(registry, "clew_upkeep_failures_total", "Rounds of upkeep that failed unforeseen.");
    sealedBytes = counter(registry, "clew_sealed_bytes_total", "Bytes of blocks made of heads.");
    compactions =
        Histogram.builder()
            .name("clew_compaction_seconds")
            .help("How long it took to make one block of several.")
            .classicUpperBounds(.05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .register(registry);
    compactedBlocks =
        counter(
            registry, "clew_compacted_blocks_total", "Blocks that became part of a larger one.");
    compactedBytes =
        counter(
            registry,
            "clew_compacted_bytes_total",
            "Bytes written to make larger blocks. With clew_sealed_bytes_total it tells how often"
                + " a span is written: at most twice, so this stays the smaller of both.");
    compactionFailures =
        counter(
            registry, "clew_compaction_failures_total", "Blocks that could not become one yet.");
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder().name(name).help(help).register(registry);
  }

  /// Shows a zero for each reason from the start.
  private static Counter byReason(PrometheusRegistry registry, String name, String help) {
    Counter counter =
        Counter.builder().name(name).help(help).labelNames("reason").register(registry);
    for (Expiry why : Expiry.values()) {
      counter.initLabelValues(label(why));
    }
    return counter;
  }

  private static String label(Expiry why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void synced(long nanos, int requests) {
    fsyncs.observe(nanos / NANOS);
  }

  @Override
  public void sealed(long nanos, int spans, long bytes) {
    seals.observe(nanos / NANOS);
    sealedBytes.inc(bytes);
  }

  @Override
  public void sealFailed() {
    sealFailures.inc();
  }

  @Override
  public void expired(Expiry why, int spans, long bytes) {
    expiredBlocks.labelValues(label(why)).inc();
    expiredSpans.labelValues(label(why)).inc(spans);
  }

  @Override
  public void scrubbed(long bytes) {
    scrubbedBytes.inc(bytes);
  }

  @Override
  public void damaged() {
    damages.inc();
  }

  @Override
  public void upkeepFailed() {
    upkeepFailures.inc();
  }

  @Override
  public void compacted(long nanos, int blocks, long bytes) {
    compactions.observe(nanos / NANOS);
    compactedBlocks.inc(blocks);
    compactedBytes.inc(bytes);
  }

  @Override
  public void compactionFailed() {
    compactionFailures.inc();
  }

  @Override
  public Optional<CountListener> counts() {
    return spans.map(each -> each);
  }
}
