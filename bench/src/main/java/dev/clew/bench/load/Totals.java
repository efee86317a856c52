package dev.clew.bench.load;

import java.util.Locale;

/// What happened in a run, or in a part of it.
///
/// @param nanos how long it took
/// @param sentSpans every attempt counted
/// @param sentBytes of bodies as they left, every attempt counted
/// @param refusedSpans for good, in requests or within them
/// @param unansweredSpans whose requests were still being sent again at the end
/// @param trouble the newest reason that something was not acknowledged; empty without any
public record Totals(
    long nanos,
    long sentSpans,
    long sentBytes,
    long ackedSpans,
    long refusedSpans,
    long unansweredSpans,
    long retries,
    Latencies.Snapshot latencies,
    String trouble) {

  /// True when all was acknowledged in the end.
  public boolean isWhole() {
    return refusedSpans == 0 && unansweredSpans == 0;
  }

  /// The same where it is not the receiver's answers that say how many spans were taken.
  public Totals taken(long spans) {
    long lost = Math.max(0, ackedSpans - spans);
    return new Totals(
        nanos, sentSpans, sentBytes, spans, lost, unansweredSpans, retries, latencies, trouble);
  }

  public double spansPerSecond() {
    return ackedSpans * 1e9 / nanos;
  }

  public double bytesPerSpan() {
    return (double) sentBytes / sentSpans;
  }

  /// What happened since an earlier moment.
  Totals since(Totals earlier) {
    return new Totals(
        nanos - earlier.nanos,
        sentSpans - earlier.sentSpans,
        sentBytes - earlier.sentBytes,
        ackedSpans - earlier.ackedSpans,
        refusedSpans - earlier.refusedSpans,
        unansweredSpans - earlier.unansweredSpans,
        retries - earlier.retries,
        latencies.since(earlier.latencies),
        retries + refusedSpans > earlier.retries + earlier.refusedSpans ? trouble : "");
  }

  /// One line for people and for `grep`.
  @Override
  public String toString() {
    String line =
        String.format(
            Locale.ROOT,
            "%,d spans acknowledged in %.1f s: %,.0f spans/s; p50 %s, p99 %s; refused %,d, retried %,d,"
                + " unanswered %,d",
            ackedSpans,
            nanos / 1e9,
            spansPerSecond(),
            latencies.atMost(0.5),
            latencies.atMost(0.99),
            refusedSpans,
            retries,
            unansweredSpans);
    return trouble.isEmpty() ? line : line + "; last trouble: " + trouble;
  }
}
