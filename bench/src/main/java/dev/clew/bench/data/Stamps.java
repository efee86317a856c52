package dev.clew.bench.data;

import java.util.Arrays;

/// The places of a buffer that are written anew in each round, as columns. Owned by the thread that
/// makes the pool, read-only once the template is made.
final class Stamps {
  private int size;
  private byte[] kinds = new byte[16];
  private int[] offsets = new int[16];
  private long[] arguments = new long[16];

  void add(StampKind kind, int offset, long argument) {
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

  StampKind kind(int at) {
    return KINDS[kinds[at]];
  }

  int offset(int at) {
    return offsets[at];
  }

  long argument(int at) {
    return arguments[at];
  }

  private static final StampKind[] KINDS = StampKind.values();
}
