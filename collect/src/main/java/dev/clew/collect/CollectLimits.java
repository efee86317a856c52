package dev.clew.collect;

import dev.clew.wire.otlp.SpanLimits;
import java.time.Duration;

/// What a request may hold at most.
///
/// A body over `maxInflatedBytes` is refused as a whole, a span that starts or ends more than
/// `maxAhead` after now is rejected; what is over the limits of `spans` is cut, dropped and
/// counted.
public record CollectLimits(int maxInflatedBytes, Duration maxAhead, SpanLimits spans) {
  public static final CollectLimits DEFAULT =
      new CollectLimits(16 << 20, Duration.ofHours(24), SpanLimits.DEFAULT);

  public CollectLimits {
    if (maxInflatedBytes < 1) {
      throw new IllegalArgumentException(
          "largest body needs at least 1 byte, got " + maxInflatedBytes);
    }
    if (maxAhead.isNegative()) {
      throw new IllegalArgumentException("time ahead must not be negative, got " + maxAhead);
    }
  }
}
