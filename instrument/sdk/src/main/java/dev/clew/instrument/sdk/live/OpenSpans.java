package dev.clew.instrument.sdk.live;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The spans that are open now, oldest first: what runs, what hangs, and what nobody will ever end.
///
/// Bounded: past the most, spans are not listed.
public final class OpenSpans implements SpanProcessor {
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final int most;
  private final LongSupplier nanoClock;

  public OpenSpans(int most, LongSupplier nanoClock) {
    this.most = most;
    this.nanoClock = nanoClock;
  }

  @Override
  public void onStart(Context context, ReadWriteSpan span) {
    if (open.size() < most) {
      open.put(span.getSpanContext().getSpanId(), new Open(span, nanoClock.getAsLong()));
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    open.remove(span.getSpanContext().getSpanId());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  public int count() {
    return open.size();
  }

  public List<String> all() {
    return lines(span -> true);
  }

  public List<String> ofTrace(String traceId) {
    return lines(span -> span.getSpanContext().getTraceId().equals(traceId));
  }

  /// Forgets the spans that have been open so long; returns how many.
  public int forget(Duration olderThan) {
    long now = nanoClock.getAsLong();
    int before = open.size();
    open.values().removeIf(span -> now - span.since > olderThan.toNanos());
    return before - open.size();
  }

  private List<String> lines(Predicate<ReadableSpan> isWanted) {
    long now = nanoClock.getAsLong();
    List<Open> wanted = new ArrayList<>(open.values());
    wanted.removeIf(span -> !isWanted.test(span.span));
    wanted.sort(Comparator.comparingLong(span -> span.since));
    List<String> lines = new ArrayList<>(wanted.size());
    wanted.forEach(span -> lines.add(span.line(now)));
    return lines;
  }

  /// One open span and when it began.
  private static final class Open {
    private final ReadableSpan span;
    private final long since;

    Open(ReadableSpan span, long since) {
      this.span = span;
      this.since = since;
    }

    String line(long now) {
      return String.format(
          "%s %s %d ms %s",
          span.getSpanContext().getTraceId(),
          span.getSpanContext().getSpanId(),
          (now - since) / 1_000_000,
          span.getName());
    }
  }
}
