package dev.clew.serve;

import dev.clew.collect.Receipt;
import dev.clew.collect.SpanSink;
import dev.clew.model.TenantId;
import dev.clew.store.AppendResult;
import dev.clew.store.SpanStore;
import dev.clew.wire.otlp.SpanRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Hands requests to the store, and remembers when it last took one. Any thread.
final class StoreSink implements SpanSink {
  private static final long NEVER = Long.MIN_VALUE;

  private final SpanStore store;
  private final InstantSource clock;
  private volatile long lastStoredNanos = NEVER;

  StoreSink(SpanStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Receipt accept(TenantId tenant, SpanRequest request) {
    return switch (store.append(tenant, request)) {
      case AppendResult.Stored(int spans) -> {
        lastStoredNanos = now();
        yield new Receipt.Stored(spans);
      }
      case AppendResult.Refused(String reason, var retryAfter) ->
          new Receipt.Refused(reason, retryAfter);
    };
  }

  /// When the newest request was stored, in nanoseconds since the epoch.
  OptionalLong lastStoredNanos() {
    long last = lastStoredNanos;
    return last == NEVER ? OptionalLong.empty() : OptionalLong.of(last);
  }

  private long now() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
