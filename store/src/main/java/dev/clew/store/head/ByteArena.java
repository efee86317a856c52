package dev.clew.store.head;

import java.util.Arrays;

/// Byte strings one after the other, in chunks that never move once they are filled, so that whoever
/// holds the chunks of a moment can read what was there at that moment.
///
/// Guarded by the head's lock.
final class ByteArena {
  private static final int FIRST_CHUNK = 64;
  private static final int LARGEST_CHUNK = 1 << 18;

  private final MemoryMeter meter;
  private byte[][] chunks = new byte[0][];
  private int chunkCount;
  private int used;

  ByteArena(MemoryMeter meter) {
    this.meter = meter;
  }

  /// Keeps a copy and returns its place: the chunk above, the offset below.
  long add(byte[] source, int offset, int length) {
    if (chunkCount == 0 || chunks[chunkCount - 1].length - used < length) {
      addChunk(length);
    }
    System.arraycopy(source, offset, chunks[chunkCount - 1], used, length);
    long place = (long) (chunkCount - 1) << 32 | used;
    used += length;
    return place;
  }

  private void addChunk(int atLeast) {
    int usual = chunkCount == 0 ? FIRST_CHUNK : chunks[chunkCount - 1].length * 2;
    int size = Math.max(atLeast, Math.min(usual, LARGEST_CHUNK));
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(4, chunkCount * 2));
    }
    chunks[chunkCount++] = new byte[size];
    used = 0;
    meter.add(size);
  }

  /// All chunks of this moment.
  byte[][] chunks() {
    return chunks;
  }

  static byte[] chunk(byte[][] chunks, long place) {
    return chunks[(int) (place >>> 32)];
  }

  static int offset(long place) {
    return (int) place;
  }
}
