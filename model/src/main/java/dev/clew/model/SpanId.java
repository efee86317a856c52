package dev.clew.model;

/// A 64-bit span identifier; never zero.
public record SpanId(long bits) {
  public SpanId {
    if (bits == 0) {
      throw new IllegalArgumentException("span id must not be zero");
    }
  }

  /// Reads exactly 16 hex digits of either case.
  public static SpanId parse(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException("span id needs 16 hex digits, got " + hex.length());
    }
    return new SpanId(Hex.parse(hex, 0, 16));
  }

  /// 16 lower-case hex digits.
  @Override
  public String toString() {
    return Hex.format(bits);
  }
}
