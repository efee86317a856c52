package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.Arrays;

/// The values that one column has in some rows of a block.
///
/// Owned by one thread.
public final class PickedValues {
  private final StoredColumn column;

  /// By place among the rows: where its values start; one more for where the last ones end.
  private final int[] starts;

  private long[] values;
  private int size;

  private PickedValues(StoredColumn column, int rowCount) {
    this.column = column;
    starts = new int[rowCount + 1];
    values = new long[rowCount];
  }

  /// Reads the pages in which these rows lie, which ascend.
  public static PickedValues of(StoredBlock block, StoredColumn column, int[] rows) throws IOException {
    var picked = new PickedValues(column, rows.length);
    var page = new ColumnPage();
    int from = 0;
    while (from < rows.length) {
      int number = pageOf(block, rows[from]);
      int to = from;
      while (to < rows.length && rows[to] < block.firstRow(number + 1)) {
        to++;
      }
      column.read(number, page);
      picked.pick(page, rows, from, to);
      from = to;
    }
    return picked;
  }

  private static int pageOf(StoredBlock block, int row) {
    int low = 0;
    int high = block.pageCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (block.firstRow(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private void pick(ColumnPage page, int[] rows, int from, int to) {
    int[] pageRows = page.rows();
    int at = 0;
    for (int row = from; row < to; row++) {
      while (at < page.size() && pageRows[at] < rows[row]) {
        at++;
      }
      for (; at < page.size() && pageRows[at] == rows[row]; at++) {
        add(page.values()[at]);
      }
      starts[row + 1] = size;
    }
  }

  private void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(16, size * 2));
    }
    values[size++] = value;
  }

  StoredKey key() {
    return column.key();
  }

  /// Where the values of the row at this place start.
  int from(int row) {
    return starts[row];
  }

  int to(int row) {
    return starts[row + 1];
  }

  /// A value by its place; where every row has one, the place is the row's place among the rows.
  public long value(int at) {
    return values[at];
  }

  /// A value of a coded column.
  byte[] bytes(int at) throws IOException {
    return column.bytes((int) values[at]);
  }
}
