package dev.clew.bench.load;

import java.util.Locale;

/// The line a second that a run shows. Owned by one thread.
final class Progress {
  private Tally.Snapshot before;
  private final long startNanos;

  Progress(Tally.Snapshot start) {
    before = start;
    startNanos = start.nanos();
  }

  /// Totals so far; the speed and the latencies of the time since the last line.
  String line(Tally.Snapshot now, String trouble) {
    double seconds = Math.max(1e-9, (now.nanos() - before.nanos()) / 1e9);
    Latencies.Snapshot latencies = now.latencies().since(before.latencies());
    String line =
        String.format(
            Locale.ROOT,
            "%5.0f s  sent %,d  acked %,d  rejected %,d  errors %,d  %,.0f spans/s  ack p50 %s p99 %s",
            (now.nanos() - startNanos) / 1e9,
            now.sentSpans(),
            now.ackedSpans(),
            now.rejectedSpans() + now.refusedSpans(),
            now.retries(),
            (now.ackedSpans() - before.ackedSpans()) / seconds,
            millis(latencies.millis(0.5)),
            millis(latencies.millis(0.99)));
    before = now;
    return trouble.isEmpty() ? line : line + "  (" + trouble + ")";
  }

  private static String millis(double millis) {
    return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, "%.1f ms", millis);
  }
}
