package dev.clew.store.head;

import java.util.Arrays;

/// Byte strings one after the other, in chunks that never move once they are there, so that whoever
/// holds the chunks of a moment can read what was there at that moment.
///
/// Guarded by the head's lock.
final class ByteArena {
  private static final int SHIFT = 16;
  private static final int LARGEST_CHUNK = 1 << SHIFT;
  private static final int FIRST_CHUNK = 64;

  private final HeadMemory memory;
  private byte[][] chunks = new byte[0][];
  private int chunkCount;
  private int used;

  ByteArena(HeadMemory memory) {
    this.memory = memory;
  }

  /// Keeps a copy and returns its place: the chunk above, the offset below.
  int add(byte[] source, int offset, int length) {
    if (chunkCount == 0 || chunks[chunkCount - 1].length - used < length) {
      addChunk(length);
    }
    System.arraycopy(source, offset, chunks[chunkCount - 1], used, length);
    int place = ((chunkCount - 1) << SHIFT) | used;
    used += length;
    return place;
  }

  // A string that does not fit has a chunk to itself and starts it, so any offset is small.
  private void addChunk(int atLeast) {
    int usual = chunkCount == 0 ? FIRST_CHUNK : chunks[chunkCount - 1].length * 2;
    int size = Math.max(atLeast, Math.min(usual, LARGEST_CHUNK));
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(4, chunkCount * 2));
    }
    chunks[chunkCount++] = memory.newBytes(size);
    used = 0;
    memory.add(size);
  }

  /// All chunks of this moment. An array that is shared with later moments, which only put more
  /// chunks behind these.
  byte[][] chunks() {
    return chunks;
  }

  static byte[] chunk(byte[][] chunks, int place) {
    return chunks[place >>> SHIFT];
  }

  static int offset(int place) {
    return place & (LARGEST_CHUNK - 1);
  }
}
