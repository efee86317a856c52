package dev.clew.store.cube;

import dev.clew.store.Counts;
import java.util.Optional;

/// Time in steps of ten seconds since the epoch.
public final class Slots {
  public static final long NANOS = Counts.STEP_NANOS;

  /// Stands for all the slots that a cube does not tell apart.
  public static final int ANY = -1;

  private Slots() {}

  /// The slot of a moment, unsigned nanoseconds since the epoch; never negative.
  static int of(long nanos) {
    return (int) Long.divideUnsigned(nanos, NANOS);
  }

  /// When a slot starts, in nanoseconds since the epoch, unsigned; nothing for `ANY`.
  static Optional<Long> find(int slot) {
    return slot == ANY ? Optional.empty() : Optional.of(slot * NANOS);
  }
}
