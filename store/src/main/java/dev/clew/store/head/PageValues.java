package dev.clew.store.head;

import dev.clew.store.ColumnPage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The values that a column had in one page of rows at one moment, each in 1, 2, 4 or 8 bytes.
///
/// @param shift the width of a value as a power of two
/// @param rows counted from the page's first; null where each value stands in the row of its place
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
record PageValues(byte[] values, int shift, short @Nullable [] rows, int size) {
  static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static final PageValues NONE = new PageValues(new byte[0], 0, null, 0);

  long value(int at) {
    return switch (shift) {
      case 0 -> values[at] & 0xffL;
      case 1 -> (short) SHORTS.get(values, at << 1) & 0xffffL;
      case 2 -> (int) INTS.get(values, at << 2) & 0xffff_ffffL;
      default -> (long) LONGS.get(values, at << 3);
    };
  }

  private int row(int at) {
    return rows == null ? at : rows[at];
  }

  /// Fills `into`, counting rows from the block's first.
  void read(int firstRow, ColumnPage into) {
    if (rows == null && size == HeadBlock.PAGE_ROWS) {
      copy(into.fill(firstRow, size));
    } else {
      into.fill(size);
      copyRows(firstRow, into.rows());
      copy(into.values());
    }
  }

  private void copyRows(int firstRow, int[] to) {
    short[] from = rows;
    for (int at = 0; at < size; at++) {
      to[at] = firstRow + (from == null ? at : from[at]);
    }
  }

  private void copy(long[] to) {
    switch (shift) {
      case 0 -> copyBytes(to);
      case 1 -> copyShorts(to);
      case 2 -> copyInts(to);
      default -> copyLongs(to);
    }
  }

  private void copyBytes(long[] to) {
    for (int at = 0; at < size; at++) {
      to[at] = values[at] & 0xffL;
    }
  }

  private void copyShorts(long[] to) {
    for (int at = 0; at < size; at++) {
      to[at] = (short) SHORTS.get(values, at << 1) & 0xffffL;
    }
  }

  private void copyInts(long[] to) {
    for (int at = 0; at < size; at++) {
      to[at] = (int) INTS.get(values, at << 2) & 0xffff_ffffL;
    }
  }

  private void copyLongs(long[] to) {
    for (int at = 0; at < size; at++) {
      to[at] = (long) LONGS.get(values, at << 3);
    }
  }

  /// Fills `into` with the values of these rows, which count from the block's first and ascend.
  void read(int firstRow, int[] wanted, ColumnPage into) {
    into.clear(wanted.length);
    for (int row : wanted) {
      for (int at = place(row - firstRow); at < size && row(at) == row - firstRow; at++) {
        into.add(row, value(at));
      }
    }
  }

  /// Where the values of the first row at or after this one start.
  private int place(int row) {
    int low = rows == null ? Math.min(row, size) : 0;
    int high = rows == null ? low : size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (row(middle) < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
