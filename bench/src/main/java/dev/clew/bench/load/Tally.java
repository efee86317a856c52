package dev.clew.bench.load;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens in a run. Safe for many threads.
final class Tally {
  final LongAdder sentSpans = new LongAdder();
  final LongAdder sentBytes = new LongAdder();
  final LongAdder unansweredSpans = new LongAdder();

  private final LongAdder ackedSpans = new LongAdder();
  private final LongAdder refusedSpans = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final Latencies latencies = new Latencies();
  private final AtomicReference<String> trouble = new AtomicReference<>("");

  void acknowledged(long spans, long latencyNanos) {
    ackedSpans.add(spans);
    latencies.record(latencyNanos);
  }

  void refused(long spans, String reason) {
    refusedSpans.add(spans);
    trouble.set(reason);
  }

  void retried(String reason) {
    retries.increment();
    trouble.set(reason);
  }

  Totals totals(long nanos) {
    return new Totals(
        nanos,
        sentSpans.sum(),
        sentBytes.sum(),
        ackedSpans.sum(),
        refusedSpans.sum(),
        unansweredSpans.sum(),
        retries.sum(),
        latencies.snapshot(),
        trouble.get());
  }
}
