package dev.clew.bench.load;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// What happened so far in a run. Safe for many threads.
final class Tally {
  /// Spans in requests that left, every attempt counted.
  final LongAdder sentSpans = new LongAdder();

  final LongAdder ackedSpans = new LongAdder();

  /// Spans refused for good within requests that succeeded.
  final LongAdder rejectedSpans = new LongAdder();

  /// Spans of requests refused for good.
  final LongAdder refusedSpans = new LongAdder();

  /// Spans of requests that were still being retried when the run ended.
  final LongAdder abandonedSpans = new LongAdder();

  final LongAdder ackedRequests = new LongAdder();
  final LongAdder retries = new LongAdder();

  /// Bytes of bodies as they left, every attempt counted.
  final LongAdder sentBytes = new LongAdder();

  /// Time the senders spent making requests, waits for a core included.
  final LongAdder stampNanos = new LongAdder();

  final LongAdder packNanos = new LongAdder();

  final Latencies latencies = new Latencies();

  /// The newest reason that something was not acknowledged; empty when everything was.
  final AtomicReference<String> trouble = new AtomicReference<>("");

  Snapshot snapshot(long nanos) {
    return new Snapshot(
        nanos,
        sentSpans.sum(),
        ackedSpans.sum(),
        rejectedSpans.sum(),
        refusedSpans.sum(),
        retries.sum(),
        latencies.snapshot());
  }

  /// How a tally stood at a moment.
  record Snapshot(
      long nanos,
      long sentSpans,
      long ackedSpans,
      long rejectedSpans,
      long refusedSpans,
      long retries,
      Latencies.Snapshot latencies) {}
}
