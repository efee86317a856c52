package dev.clew.serve;

import dev.clew.collect.Receipt;
import dev.clew.collect.SpanSink;
import dev.clew.model.TenantId;
import dev.clew.store.AppendResult;
import dev.clew.store.SpanStore;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Hands requests to the store, and remembers when it last took one. Any thread.
final class StoreSink implements SpanSink {
  private static final long NEVER = Long.MIN_VALUE;

  private final SpanStore store;
  private final InstantSource clock;
  private final Consumer<SpanBatch> listener;
  private volatile long lastStoredNanos = NEVER;

  /// @param listener hears of what was stored
  StoreSink(SpanStore store, InstantSource clock, Consumer<SpanBatch> listener) {
    this.store = store;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public Receipt accept(TenantId tenant, SpanRequest request) {
    return switch (store.append(tenant, request)) {
      case AppendResult.Stored(int spans) -> {
        lastStoredNanos = now();
        listener.accept(request.spans());
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
