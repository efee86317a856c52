package dev.clew.model;

/// A 128-bit trace identifier; never all zeroes.
public record TraceId(long high, long low) implements Comparable<TraceId> {
  public TraceId {
    if ((high | low) == 0) {
      throw new IllegalArgumentException("trace id must not be all zeroes");
    }
  }

  /// Reads exactly 32 hex digits of either case.
  public static TraceId parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("trace id needs 32 hex digits, got " + hex.length());
    }
    return new TraceId(Hex.parse(hex, 0, 16), Hex.parse(hex, 16, 32));
  }

  @Override
  public int compareTo(TraceId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// 32 lower-case hex digits.
  @Override
  public String toString() {
    return Hex.format(high) + Hex.format(low);
  }
}
