package dev.clew.store.cube;

import java.util.Arrays;

/// Writes numbers in as few bytes as they need, seven bits a byte, the lowest first.
///
/// Owned by one thread.
final class VarintWriter {
  private byte[] bytes = new byte[1024];
  private int size;

  void unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// A number near 0 on either side.
  void signed(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  void bytes(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
