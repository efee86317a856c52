package dev.clew.query.eval;

/// Says how well it has to be known when spans start.
public interface Moments {
  /// To the nanosecond.
  Moments APART = (first, last) -> first == last;

  /// Not at all.
  Moments ALIKE = (_, _) -> true;

  /// True where it does not matter which moment it is from the first to the last.
  boolean areAlike(long firstNanos, long lastNanos);
}
