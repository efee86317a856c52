package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.Arrays;

/// All values of a column of a block, ordered by row; a row may have none or several.
@SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
record ColumnValues(int size, int[] rows, long[] values) {
  static final ColumnValues NONE = new ColumnValues(0, new int[0], new long[0]);

  // Below this share of the rows, sorting the values is cheaper than counting over all rows.
  private static final int SPARSE = 16;

  /// Reads a column from the first page to the last.
  static ColumnValues read(StoredBlock block, StoredColumn column) throws IOException {
    int[] rows = new int[0];
    long[] values = new long[0];
    int size = 0;
    var page = new ColumnPage();
    for (int at = 0; at < block.pageCount(); at++) {
      column.read(at, page);
      int needed = Math.addExact(size, page.size());
      if (needed > rows.length) {
        int capacity = Math.max(needed, (int) Math.min(rows.length * 2L, block.rowCount()));
        rows = Arrays.copyOf(rows, capacity);
        values = Arrays.copyOf(values, capacity);
      }
      System.arraycopy(page.rows(), 0, rows, size, page.size());
      System.arraycopy(page.values(), 0, values, size, page.size());
      size = needed;
    }
    return new ColumnValues(size, rows, values);
  }

  /// The values as they stand once each row has moved to `places[row]`.
  ColumnValues moved(int[] places) {
    int[] order = size < places.length / SPARSE ? orderBySorting(places) : orderByCounting(places);
    int[] movedRows = new int[size];
    long[] movedValues = new long[size];
    for (int at = 0; at < size; at++) {
      movedRows[at] = places[rows[order[at]]];
      movedValues[at] = values[order[at]];
    }
    return new ColumnValues(size, movedRows, movedValues);
  }

  private int[] orderBySorting(int[] places) {
    long[] keys = new long[size];
    for (int at = 0; at < size; at++) {
      keys[at] = places[rows[at]];
    }
    int[] order = StableOrder.identity(size);
    StableOrder.sort(order, 0, size, keys);
    return order;
  }

  private int[] orderByCounting(int[] places) {
    int[] next = new int[places.length + 1];
    for (int at = 0; at < size; at++) {
      next[places[rows[at]] + 1]++;
    }
    for (int row = 0; row < places.length; row++) {
      next[row + 1] += next[row];
    }
    int[] order = new int[size];
    for (int at = 0; at < size; at++) {
      order[next[places[rows[at]]]++] = at;
    }
    return order;
  }

  /// The values as one a row.
  long[] onePerRow(StoredKey key, int rowCount) {
    if (size != rowCount) {
      throw new IllegalArgumentException(
          "column " + key + " needs a value in each of " + rowCount + " rows, has " + size);
    }
    for (int row = 0; row < rowCount; row++) {
      if (rows[row] != row) {
        throw new IllegalArgumentException(
            "column " + key + " needs one value in row " + row + ", has none or several");
      }
    }
    return Arrays.copyOf(values, size);
  }
}
