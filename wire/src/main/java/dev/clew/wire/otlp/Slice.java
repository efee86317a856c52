package dev.clew.wire.otlp;

import java.nio.charset.StandardCharsets;

/// A run of bytes in a batch's buffer, packed into a `long` so that columns of them are plain
/// arrays.
public final class Slice {
  /// No bytes at all.
  public static final long EMPTY = 0;

  private Slice() {}

  public static long of(int offset, int length) {
    return ((long) offset << 32) | length;
  }

  public static int offset(long slice) {
    return (int) (slice >>> 32);
  }

  public static int length(long slice) {
    return (int) slice;
  }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  public static String text(byte[] bytes, long slice) {
    return new String(bytes, offset(slice), length(slice), StandardCharsets.UTF_8);
  }
}
