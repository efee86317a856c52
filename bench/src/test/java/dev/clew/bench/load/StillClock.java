package dev.clew.bench.load;

/// A clock that stands still until it is moved. Owned by one test.
final class StillClock implements Clock {
  long nanos = 1_000;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long epochNanos() {
    return 1_700_000_000_000_000_000L + nanos;
  }
}
