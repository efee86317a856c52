package dev.clew.store.block;

import dev.clew.store.Dictionary;
import dev.clew.store.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A dictionary as it stands in a block file, or parts of it: the bytes of values, chunk by chunk.
final class SealedDictionary implements Dictionary {
  /// How a chunk is encoded; the ordinals stand in files.
  enum Encoding {
    /// The lengths of the values, then their bytes.
    PLAIN,
    /// Templates, then the numbers that vary in them.
    TEMPLATES;

    static final List<Encoding> ALL = List.of(values());
  }

  private final Chunk[] chunks;
  private final int[] firstCodes;

  /// A run of values.
  ///
  /// @param ends by value, where it ends in the bytes, from which the next one starts
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Chunk(byte[] bytes, int from, int[] ends) {
    int start(int at) {
      return at == 0 ? from : ends[at - 1];
    }

    byte[] bytes(int at) {
      return Arrays.copyOfRange(bytes, start(at), ends[at]);
    }

    int length(int at) {
      return ends[at] - start(at);
    }

    void copy(int at, byte[] into, int to) {
      System.arraycopy(bytes, start(at), into, to, length(at));
    }

    /// True when all of these are somewhere in the values.
    boolean has(List<byte[]> parts) {
      int to = ends.length == 0 ? from : ends[ends.length - 1];
      return parts.stream().allMatch(part -> Parts.isIn(part, bytes, from, to));
    }

    /// About how much memory it takes.
    long memoryBytes() {
      return bytes.length + (long) ends.length * Integer.BYTES;
    }
  }

  /// Puts together parts of a dictionary, which come in the order of their codes.
  static final class Builder {
    private final List<Chunk> parts = new ArrayList<>();
    private final List<Integer> firstCodes = new ArrayList<>();
    private int end;

    void add(int firstCode, Chunk part) {
      parts.add(part);
      firstCodes.add(firstCode);
      end = firstCode + part.ends.length;
    }

    SealedDictionary build() {
      firstCodes.add(end);
      return new SealedDictionary(
          parts.toArray(Chunk[]::new), firstCodes.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  SealedDictionary(Chunk[] chunks, int[] firstCodes) {
    this.chunks = chunks;
    this.firstCodes = firstCodes;
  }

  /// Of the values of one chunk, numbered from 0.
  static SealedDictionary of(Chunk chunk) {
    return new SealedDictionary(new Chunk[] {chunk}, new int[] {0, chunk.ends.length});
  }

  @Override
  public int size() {
    return firstCodes[chunks.length];
  }

  @Override
  public byte[] bytes(int code) {
    int chunk = chunkOf(firstCodes, code);
    return chunks[chunk].bytes(code - firstCodes[chunk]);
  }

  @Override
  public int length(int code) {
    int chunk = chunkOf(firstCodes, code);
    return chunks[chunk].length(code - firstCodes[chunk]);
  }

  @Override
  public void copy(int code, byte[] into, int at) {
    int chunk = chunkOf(firstCodes, code);
    chunks[chunk].copy(code - firstCodes[chunk], into, at);
  }

  @Override
  public boolean has(int code, byte[] part) {
    int chunk = chunkOf(firstCodes, code);
    int at = code - firstCodes[chunk];
    return Parts.isIn(
        part, chunks[chunk].bytes(), chunks[chunk].start(at), chunks[chunk].ends()[at]);
  }

  @Override
  public String text(int code) {
    int chunk = chunkOf(firstCodes, code);
    Chunk values = chunks[chunk];
    int at = code - firstCodes[chunk];
    int start = values.start(at);
    return new String(values.bytes(), start, values.ends()[at] - start, StandardCharsets.UTF_8);
  }

  /// The chunk that holds a code.
  ///
  /// @param firstCodes by chunk, its first code; behind them how many codes there are
  static int chunkOf(int[] firstCodes, int code) {
    if (code < 0 || code >= firstCodes[firstCodes.length - 1]) {
      throw new IndexOutOfBoundsException(
          "a code needs to be below " + firstCodes[firstCodes.length - 1] + ", got " + code);
    }
    int at = Arrays.binarySearch(firstCodes, code);
    return at >= 0 ? at : -at - 2;
  }
}
