package dev.clew.query;

import java.time.Duration;
import java.time.Instant;

/// The moment by which the current request must answer; bound once, at the edge.
public record Deadline(Instant at) {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  /// Works under a deadline; an earlier one that is bound already stays in force.
  public static <T, X extends Throwable> T within(
      Duration limit, Instant now, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, soonest(limit, now)).call(work);
  }

  /// The bound deadline, or the one that ends in `limit`, whichever comes first.
  public static Deadline soonest(Duration limit, Instant now) {
    Instant end = now.plus(limit);
    return CURRENT.isBound() && CURRENT.get().at.isBefore(end) ? CURRENT.get() : new Deadline(end);
  }

  public boolean hasPassed(Instant now) {
    return !now.isBefore(at);
  }

  /// What is left; never negative.
  public Duration left(Instant now) {
    return hasPassed(now) ? Duration.ZERO : Duration.between(now, at);
  }
}
