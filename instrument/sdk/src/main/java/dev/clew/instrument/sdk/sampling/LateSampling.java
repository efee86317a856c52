package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides about a trace when this process has done its part of it: one with an error or a slow
/// root is kept whole, of the others what the head sampler chose.
///
/// An error decides at once, so that only well traces wait. Where a bound is reached the head's
/// choice stands, and [#overflowed] counts the spans.
public final class LateSampling implements SpanProcessor {
  private final SpanProcessor next;
  private final LateLimits limits;
  private final LongSupplier nanoClock;
  private final Map<String, Fragment> fragments = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong sweptNanos;
  private final LongAdder overflowed = new LongAdder();
  private final LongAdder leaked = new LongAdder();

  public LateSampling(SpanProcessor next, LateLimits limits, LongSupplier nanoClock) {
    this.next = next;
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.sweptNanos = new AtomicLong(nanoClock.getAsLong());
  }

  /// Traces that are not finished.
  public int traces() {
    return fragments.size();
  }

  /// Spans that wait for a decision.
  public int spans() {
    return waiting.get();
  }

  /// Spans that a bound kept from being judged late.
  public long overflowed() {
    return overflowed.sum();
  }

  /// Traces given up because a span of theirs never ended.
  public long leaked() {
    return leaked.sum();
  }

  @Override
  public void onStart(Context context, ReadWriteSpan span) {
    sweep();
    String traceId = span.getSpanContext().getTraceId();
    boolean isRoot = Fragment.isLocalRoot(span);
    while (true) {
      Fragment fragment = fragments.get(traceId);
      if (fragment == null) {
        if (!isRoot || fragments.size() >= limits.mostTraces) {
          return;
        }
        Fragment fresh = new Fragment(nanoClock.getAsLong(), limits.mostSpansOfTrace);
        Fragment known = fragments.putIfAbsent(traceId, fresh);
        fragment = known == null ? fresh : known;
      }
      synchronized (fragment) {
        if (fragment.start(isRoot)) {
          return;
        }
      }
      fragments.remove(traceId, fragment);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    String traceId = span.getSpanContext().getTraceId();
    boolean isError = span.toSpanData().getStatus().getStatusCode() == StatusCode.ERROR;
    Fragment fragment = fragments.get(traceId);
    if (fragment == null) {
      passAlone(span, isError);
      return;
    }
    synchronized (fragment) {
      boolean isRoot = Fragment.isLocalRoot(span);
      fragment.end(isRoot);
      judge(fragment, span, isError, isRoot);
      if (fragment.closeIfDone()) {
        fragments.remove(traceId, fragment);
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  private void judge(Fragment fragment, ReadableSpan span, boolean isError, boolean isRoot) {
    if (fragment.isDecided()) {
      follow(fragment, span, isError);
    } else if (isError) {
      decide(fragment, KeptBy.ERROR, span);
    } else if (isRoot && span.getLatencyNanos() >= limits.slowNanos) {
      decide(fragment, KeptBy.SLOW, span);
    } else if (isRoot && !fragment.hasOpenRoots()) {
      decide(fragment, head(span), span);
    } else {
      await(fragment, span);
    }
  }

  private static @Nullable KeptBy head(ReadableSpan span) {
    return span.getSpanContext().isSampled() ? KeptBy.HEAD : null;
  }

  private void await(Fragment fragment, ReadableSpan span) {
    if (waiting.get() >= limits.mostSpans || (fragment.isFull() && head(span) != null)) {
      overflowed.increment();
      decide(fragment, head(span), span);
      return;
    }
    int before = fragment.waiting();
    fragment.await(span);
    if (fragment.waiting() > before) {
      waiting.incrementAndGet();
    } else {
      overflowed.increment();
    }
  }

  private void decide(Fragment fragment, @Nullable KeptBy why, ReadableSpan last) {
    List<ReadableSpan> spans = fragment.decide(why);
    waiting.addAndGet(-spans.size());
    for (ReadableSpan span : spans) {
      follow(fragment, span, false);
    }
    follow(fragment, last, false);
  }

  /// What ends after the decision follows it; only an error is kept all the same.
  private void follow(Fragment fragment, ReadableSpan span, boolean isError) {
    KeptBy why = fragment.kept();
    if (why == null && isError) {
      pass(span, KeptBy.ERROR, true);
    } else if (why != null) {
      pass(span, why, fragment.isPart());
    } else if (head(span) != null) {
      pass(span, KeptBy.HEAD, false);
    } else {
      fragment.dropOne();
    }
  }

  /// A span of a trace that found no room.
  private void passAlone(ReadableSpan span, boolean isError) {
    overflowed.increment();
    if (head(span) != null) {
      pass(span, KeptBy.HEAD, false);
    } else if (isError) {
      pass(span, KeptBy.ERROR, true);
    }
  }

  private void pass(ReadableSpan span, KeptBy why, boolean isFragment) {
    next.onEnd(new KeptSpan(span, why, isFragment));
  }

  /// Now and then gives up the traces whose spans never end.
  private void sweep() {
    long now = nanoClock.getAsLong();
    long last = sweptNanos.get();
    if (now - last < limits.longestNanos / 10 || !sweptNanos.compareAndSet(last, now)) {
      return;
    }
    fragments.forEach((traceId, fragment) -> {
      if (now - fragment.beganNanos > limits.longestNanos) {
        leaked.increment();
        giveUp(traceId, fragment);
      }
    });
  }

  private void giveUp(String traceId, Fragment fragment) {
    synchronized (fragment) {
      List<ReadableSpan> spans = fragment.isDecided() ? List.of() : fragment.decide(null);
      waiting.addAndGet(-spans.size());
      spans.forEach(span -> follow(fragment, span, false));
      fragment.close();
      fragments.remove(traceId, fragment);
    }
  }

  @Override
  public CompletableResultCode forceFlush() {
    return next.forceFlush();
  }

  /// What is undecided falls back to the head's choice.
  @Override
  public CompletableResultCode shutdown() {
    fragments.forEach(this::giveUp);
    return next.shutdown();
  }

  @Override
  public String toString() {
    return "LateSampling{" + next + "}";
  }
}
