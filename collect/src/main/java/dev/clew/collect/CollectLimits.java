package dev.clew.collect;

import java.time.Duration;

/// What a request may hold at most.
///
/// A body over `maxInflatedBytes` is refused as a whole, a span that starts or ends more than
/// `maxAhead` after now is rejected; whatever else is over a limit is cut, dropped and counted.
public record CollectLimits(int maxInflatedBytes, Duration maxAhead) {
  public static final CollectLimits DEFAULT = new CollectLimits(16 << 20, Duration.ofHours(24));

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
