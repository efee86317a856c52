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
import java.util.function.Predicate;

/// The spans that are open now, oldest first: what runs, what hangs, and what nobody will ever end.
///
/// Bounded: past the most, spans are not listed.
public final class OpenSpans implements SpanProcessor {
  private final Map<String, ReadableSpan> open = new ConcurrentHashMap<>();
  private final int most;

  public OpenSpans(int most) {
    this.most = most;
  }

  @Override
  public void onStart(Context context, ReadWriteSpan span) {
    if (open.size() < most) {
      open.put(span.getSpanContext().getSpanId(), span);
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

  List<ReadableSpan> olderThan(Duration age) {
    List<ReadableSpan> old = new ArrayList<>();
    for (ReadableSpan span : open.values()) {
      if (span.getLatencyNanos() > age.toNanos()) {
        old.add(span);
      }
    }
    return old;
  }

  /// Forgets the spans that have been open so long; returns how many.
  public int forget(Duration olderThan) {
    int before = open.size();
    open.values().removeIf(span -> span.getLatencyNanos() > olderThan.toNanos());
    return before - open.size();
  }

  private List<String> lines(Predicate<ReadableSpan> isWanted) {
    List<Open> wanted = new ArrayList<>();
    for (ReadableSpan span : open.values()) {
      if (isWanted.test(span)) {
        wanted.add(new Open(span));
      }
    }
    wanted.sort(Comparator.comparingLong((Open span) -> span.ageNanos).reversed());
    List<String> lines = new ArrayList<>(wanted.size());
    wanted.forEach(span -> lines.add(span.toString()));
    return lines;
  }

  /// One open span and its age, which goes on while the others are read.
  private static final class Open {
    private final ReadableSpan span;
    private final long ageNanos;

    Open(ReadableSpan span) {
      this.span = span;
      this.ageNanos = span.getLatencyNanos();
    }

    @Override
    public String toString() {
      return String.format(
          "%s %s %d ms %s",
          span.getSpanContext().getTraceId(),
          span.getSpanContext().getSpanId(),
          ageNanos / 1_000_000,
          span.getName());
    }
  }
}
