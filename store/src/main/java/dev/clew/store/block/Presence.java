package dev.clew.store.block;

import dev.clew.store.ColumnPage;
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
    Found find() throws IOException;
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

  /// The rows of the values that are asked for, counted from the start of the block, and which of
  /// the page's values these are.
  sealed interface Found {
    /// Valid below the number of values.
    int[] rows();

    Slice values();

    /// Hands the rows over, and returns where their values are to be put.
    long[] fill(ColumnPage into);

    /// Each row has one.
    record Every(int firstRow, Slice values) implements Found {
      @Override
      public int[] rows() {
        return all(firstRow, values.size());
      }

      @Override
      public long[] fill(ColumnPage into) {
        return into.fill(firstRow, values.size());
      }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Some(int[] rows, Slice values) implements Found {
      @Override
      public long[] fill(ColumnPage into) {
        return into.fill(rows, values.size());
      }
    }
  }

  /// Reads where the values of these rows stand.
  ///
  /// @param shapes asked only where they say it
  static Found decode(ByteSource in, PageRange page, Shapes shapes) throws IOException {
    int encoding = in.int8();
    if (encoding >= ENCODINGS.length) {
      throw in.corrupt("needs a known encoding of rows, has " + encoding);
    }
    return switch (ENCODINGS[encoding]) {
      case ALL -> decodeAll(page);
      case BITMAP -> decodeBitmap(in, page);
      case DISTANCES -> decodeDistances(in, page);
      case SHAPES -> shapes.find();
    };
  }

  static int[] all(int firstRow, int rowCount) {
    int[] rows = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      rows[row] = firstRow + row;
    }
    return rows;
  }

  private static Found decodeAll(PageRange page) {
    return new Found.Every(page.from(), page.values());
  }

  private static Found decodeBitmap(ByteSource in, PageRange page) throws CorruptBlockException {
    byte[] bits = in.raw((page.pageRows() + 7) / 8);
    Slice asked = page.values();
    int before = bitCount(bits, 0, asked.from());
    int count = bitCount(bits, asked.from(), asked.to());
    int behind = bitCount(bits, asked.to(), bits.length * Byte.SIZE);
    if (bitCount(bits, page.pageRows(), bits.length * Byte.SIZE) > 0) {
      throw in.corrupt("needs rows in a page of " + page.pageRows() + " rows, has more");
    }
    int[] rows = new int[count];
    int found = 0;
    for (int at = asked.from() >> 3; found < count; at++) {
      for (int rest = bits[at] & 0xff; rest != 0 && found < count; rest &= rest - 1) {
        int row = at * Byte.SIZE + Integer.numberOfTrailingZeros(rest);
        rows[found] = page.firstRow() + row;
        found += row >= asked.from() ? 1 : 0;
      }
    }
    return new Found.Some(rows, new Slice(before + count + behind, before, before + count));
  }

  /// How many bits are set from one place to another.
  private static int bitCount(byte[] bits, int from, int to) {
    int count = 0;
    for (int at = from >> 3; at << 3 < to; at++) {
      int masked = bits[at] & 0xff;
      masked &= at << 3 < from ? 0xff << (from & 7) : 0xff;
      masked &= (at + 1) << 3 > to ? 0xff >>> (8 - (to & 7)) : 0xff;
      count += Integer.bitCount(masked);
    }
    return count;
  }

  private static Found decodeDistances(ByteSource in, PageRange page) throws CorruptBlockException {
    int count = in.count(BlockFormat.MAX_PAGE_VALUES);
    long[] distances = NumberReader.read(in, Slice.all(count));
    int[] rows = new int[count];
    long row = page.firstRow();
    int from = 0;
    int to = 0;
    for (int at = 0; at < count; at++) {
      row += distances[at];
      if (distances[at] < 0 || distances[at] > page.pageRows() || row >= page.endRow()) {
        throw in.corrupt("needs rows in ascending order in a page of " + page.pageRows() + " rows");
      }
      rows[at] = (int) row;
      from += row < page.from() ? 1 : 0;
      to += row < page.to() ? 1 : 0;
    }
    return new Found.Some(Arrays.copyOfRange(rows, from, to), new Slice(count, from, to));
  }
}
