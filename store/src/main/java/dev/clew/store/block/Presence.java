package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.Arrays;

/// Encodes which rows of a page have values; its first byte says how.
final class Presence {
  /// How rows are encoded; the ordinals stand in files.
  enum Encoding {
    /// Every row has one value.
    ALL,
    /// A bit a row, the lowest first; no row has several values.
    BITMAP,
    /// How many values there are, and for each how many rows it comes after the one before.
    DISTANCES,
    /// Those rows whose shapes have the attribute.
    SHAPES
  }

  /// What shapes say of the rows of a page.
  interface Shapes {
    int[] rows() throws IOException;
  }

  private static final Encoding[] ENCODINGS = Encoding.values();

  private Presence() {}

  /// Encodes the rows of the values from `from` to `to`, which lie in a page of `rowCount` rows.
  static void encode(int[] rows, int from, int to, int firstRow, int rowCount, ByteSink out) {
    boolean isDistinct = isDistinct(rows, from, to);
    if (isDistinct && to - from == rowCount) {
      out.int8(Encoding.ALL.ordinal());
      return;
    }
    var distances = new ByteSink();
    encodeDistances(rows, from, to, firstRow, distances);
    if (isDistinct && 1 + (rowCount + 7) / 8 <= distances.size()) {
      encodeBitmap(rows, from, to, firstRow, rowCount, out);
    } else {
      out.raw(distances.array(), 0, distances.size());
    }
  }

  private static boolean isDistinct(int[] rows, int from, int to) {
    for (int at = from + 1; at < to; at++) {
      if (rows[at] == rows[at - 1]) {
        return false;
      }
    }
    return true;
  }

  private static void encodeDistances(int[] rows, int from, int to, int firstRow, ByteSink out) {
    long[] distances = new long[to - from];
    int before = firstRow;
    for (int at = from; at < to; at++) {
      distances[at - from] = (long) rows[at] - before;
      before = rows[at];
    }
    out.int8(Encoding.DISTANCES.ordinal());
    out.varint(distances.length);
    Numbers.encode(distances, distances.length, out);
  }

  private static void encodeBitmap(
      int[] rows, int from, int to, int firstRow, int rowCount, ByteSink out) {
    byte[] bits = new byte[(rowCount + 7) / 8];
    for (int at = from; at < to; at++) {
      int row = rows[at] - firstRow;
      bits[row >> 3] |= (byte) (1 << (row & 7));
    }
    out.int8(Encoding.BITMAP.ordinal());
    out.raw(bits, 0, bits.length);
  }

  /// The row of every value in a page, counted from the start of the block.
  ///
  /// @param shapes asked only where they say it
  static int[] decode(ByteSource in, int firstRow, int rowCount, Shapes shapes) throws IOException {
    int encoding = in.int8();
    if (encoding >= ENCODINGS.length) {
      throw in.corrupt("needs a known encoding of rows, has " + encoding);
    }
    return switch (ENCODINGS[encoding]) {
      case ALL -> all(firstRow, rowCount);
      case BITMAP -> decodeBitmap(in, firstRow, rowCount);
      case DISTANCES -> decodeDistances(in, firstRow, rowCount);
      case SHAPES -> shapes.rows();
    };
  }

  static int[] all(int firstRow, int rowCount) {
    int[] rows = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      rows[row] = firstRow + row;
    }
    return rows;
  }

  private static int[] decodeBitmap(ByteSource in, int firstRow, int rowCount)
      throws CorruptBlockException {
    byte[] bits = in.raw((rowCount + 7) / 8);
    int[] rows = new int[bits.length * Byte.SIZE];
    int count = 0;
    for (int at = 0; at < bits.length; at++) {
      for (int rest = bits[at] & 0xff; rest != 0; rest &= rest - 1) {
        rows[count++] = firstRow + at * Byte.SIZE + Integer.numberOfTrailingZeros(rest);
      }
    }
    if (count > 0 && rows[count - 1] >= firstRow + rowCount) {
      throw in.corrupt("needs rows in a page of " + rowCount + " rows, has more");
    }
    return Arrays.copyOf(rows, count);
  }

  private static int[] decodeDistances(ByteSource in, int firstRow, int rowCount)
      throws CorruptBlockException {
    int count = in.count(BlockFormat.MAX_PAGE_VALUES);
    long[] distances = Numbers.decode(in, count);
    int[] rows = new int[count];
    long row = firstRow;
    for (int at = 0; at < count; at++) {
      row += distances[at];
      if (distances[at] < 0 || distances[at] > rowCount || row >= (long) firstRow + rowCount) {
        throw in.corrupt("needs rows in ascending order in a page of " + rowCount + " rows");
      }
      rows[at] = (int) row;
    }
    return rows;
  }
}
