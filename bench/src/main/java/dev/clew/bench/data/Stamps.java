package dev.clew.bench.data;

import java.util.Arrays;
import java.util.List;

/// The places of a buffer that are written anew in each round, as columns. Owned by the thread that
/// makes the pool, read-only once the template is made.
final class Stamps {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private int size;
  private byte[] kinds = new byte[16];
  private int[] offsets = new int[16];
  private long[] arguments = new long[16];

  /// What is written, and what a stamp's argument means.
  enum Kind {
    /// 16 bytes; the trace's number. The stamps up to the next trace id are of this trace.
    TRACE_ID,
    /// 8 bytes; the span's number.
    SPAN_ID,
    /// 8 bytes, little-endian; nanoseconds from the trace's end, never above 0.
    TIME,
    /// 36 characters.
    UUID,
    /// Decimal digits; how many.
    DIGITS
  }

  void add(Kind kind, int offset, long argument) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
      arguments = Arrays.copyOf(arguments, size * 2);
    }
    kinds[size] = (byte) kind.ordinal();
    offsets[size] = offset;
    arguments[size++] = argument;
  }

  /// Adds another buffer's stamps, `shift` bytes further.
  void addAll(Stamps others, int shift) {
    for (int at = 0; at < others.size; at++) {
      add(others.kind(at), others.offset(at) + shift, others.argument(at));
    }
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  Kind kind(int at) {
    return KINDS.get(kinds[at]);
  }

  int offset(int at) {
    return offsets[at];
  }

  long argument(int at) {
    return arguments[at];
  }
}
