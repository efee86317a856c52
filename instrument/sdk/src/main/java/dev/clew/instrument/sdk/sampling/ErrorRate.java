package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A rate that rises with the share of requests that lately failed: base × (1 + 10 × failed share).
///
/// Both counts halve every half-life, so that an old outage is forgotten. Guarded by itself. It
/// sees only spans that are recorded; without late sampling those are the kept ones, whose failures
/// stand for the others'.
public final class ErrorRate implements Rate, SpanProcessor {
  private static final double WEIGHT = 10;

  private final double base;
  private final double halfLifeNanos;
  private final LongSupplier nanoClock;
  private long countedAt;
  private double all;
  private double failed;

  public ErrorRate(double base, Duration halfLife, LongSupplier nanoClock) {
    this.base = base;
    this.halfLifeNanos = halfLife.toNanos();
    this.nanoClock = nanoClock;
    this.countedAt = nanoClock.getAsLong();
  }

  @Override
  public synchronized double of(
      Context context, String name, SpanKind kind, Attributes attributes) {
    fade();
    // Below one request there is nothing to tell from.
    double share = all < 1 ? 0 : failed / all;
    return Math.min(1, base * (1 + WEIGHT * share));
  }

  @Override
  public Optional<SpanProcessor> watcher() {
    return Optional.of(this);
  }

  @Override
  public synchronized void onEnd(ReadableSpan span) {
    if (!Fragment.isLocalRoot(span)) {
      return;
    }
    fade();
    all++;
    if (span.toSpanData().getStatus().getStatusCode() == StatusCode.ERROR) {
      failed++;
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onStart(Context context, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  private void fade() {
    long now = nanoClock.getAsLong();
    double factor = Math.pow(0.5, (now - countedAt) / halfLifeNanos);
    all *= factor;
    failed *= factor;
    countedAt = now;
  }
}
