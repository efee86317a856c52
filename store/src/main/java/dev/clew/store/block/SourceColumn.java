package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Reads columns of a block whole, one after the other, into arrays that are used again.
///
/// Owned by one thread.
final class SourceColumn {
  private final StoredBlock source;
  private final ColumnPage page = new ColumnPage();
  private int[] rows = new int[0];
  private long[] values = new long[0];
  private int size;

  SourceColumn(StoredBlock source) {
    this.source = source;
  }

  /// Reads a column; one that the block does not have has no values.
  void read(StoredKey key) throws IOException {
    size = 0;
    Optional<? extends StoredColumn> column = source.stored(key);
    for (int at = 0; column.isPresent() && at < source.pageCount(); at++) {
      column.get().read(at, page);
      addPage();
    }
  }

  private void addPage() {
    int needed = Math.addExact(size, page.size());
    if (needed > rows.length) {
      // Most blocks have columns with a value in each row; others come to use the same arrays.
      int capacity = rows.length == 0 ? Math.max(needed, source.rowCount()) : needed * 2;
      rows = Arrays.copyOf(rows, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    System.arraycopy(page.rows(), 0, rows, size, page.size());
    System.arraycopy(page.values(), 0, values, size, page.size());
    size = needed;
  }

  /// Lets go of the column that was read last, and of its memory.
  void release() {
    size = 0;
    rows = new int[0];
    values = new long[0];
  }

  int size() {
    return size;
  }

  /// By value, its row; valid below [#size()] and until the next column is read.
  int[] rows() {
    return rows;
  }

  /// The values; valid below [#size()] and until the next column is read.
  long[] values() {
    return values;
  }

  /// The values of a column that has one in each row.
  long[] onePerRow(StoredKey key) throws IOException {
    read(key);
    requireOnePerRow(key);
    return Arrays.copyOf(values, size);
  }

  /// Says that the column that was read last must have one value in each row.
  void requireOnePerRow(StoredKey key) {
    if (size != source.rowCount()) {
      throw new IllegalArgumentException(
          "column %s needs a value in each of %d rows, has %d"
              .formatted(key, source.rowCount(), size));
    }
    for (int row = 0; row < size; row++) {
      if (rows[row] != row) {
        throw new IllegalArgumentException(
            "column " + key + " needs one value in row " + row + ", has none or several");
      }
    }
  }
}
