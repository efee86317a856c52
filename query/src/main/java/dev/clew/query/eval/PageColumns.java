package dev.clew.query.eval;

import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Some columns of one page, row by row, in buffers that it keeps from page to page; a row without
/// a value reads 0. Owned by the thread that reads.
public final class PageColumns {
  private final List<Intrinsic> keys;
  private final long[][] values;
  private final ColumnPage buffer = new ColumnPage();
  private int firstRow;
  private int rows;

  public PageColumns(Intrinsic... keys) {
    this.keys = List.of(keys);
    values = new long[keys.length][0];
  }

  public void read(Block block, int page) throws IOException {
    firstRow = block.firstRow(page);
    rows = block.firstRow(page + 1) - firstRow;
    for (int key = 0; key < keys.size(); key++) {
      clear(key);
      Optional<Column> column = block.column(keys.get(key));
      if (column.isPresent()) {
        column.get().read(page, buffer);
        spread(values[key]);
      }
    }
  }

  /// Says that so many rows have the same value of the only key, from the first on.
  void fill(int rowCount, long value) {
    rows = rowCount;
    clear(0);
    Arrays.fill(values[0], 0, rows, value);
  }

  private void clear(int key) {
    if (values[key].length < rows) {
      values[key] = new long[rows];
    } else {
      Arrays.fill(values[key], 0, rows, 0);
    }
  }

  private void spread(long[] into) {
    if (buffer.isDense()) {
      System.arraycopy(buffer.values(), 0, into, buffer.firstRow() - firstRow, buffer.size());
      return;
    }
    for (int at = 0; at < buffer.size(); at++) {
      into[buffer.rows()[at] - firstRow] = buffer.values()[at];
    }
  }

  public int firstRow() {
    return firstRow;
  }

  public int rows() {
    return rows;
  }

  /// The values of the key with this place among the keys, counted from the page's first row.
  public long[] values(int key) {
    return values[key];
  }
}
