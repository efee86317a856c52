package dev.clew.store.block;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Counts the rows of a block by what they have in common, while its columns are written.
///
/// Owned by one thread.
final class DigestWriter {
  /// How many rows a cell needs to stand for on average to be worth its place.
  private static final int FEWEST_ROWS_A_CELL = 4;

  /// So few cells always are.
  private static final int FEW_CELLS = 1024;

  private final int rowCount;
  private final RowCells cells;
  private final int[] values;
  private boolean isGivenUp;

  DigestWriter(int rowCount) {
    this.rowCount = rowCount;
    int mostCells = Math.max(rowCount / FEWEST_ROWS_A_CELL, FEW_CELLS);
    cells = new RowCells(rowCount, DigestCells.KEYS.size(), mostCells);
    values = new int[rowCount];
  }

  /// Takes a column whose values are as they stand in the file; those that do not matter are left
  /// alone.
  void add(StoredKey key, ColumnValues column) {
    int number = DigestCells.KEYS.indexOf(key);
    if (number < 0 || isGivenUp) {
      return;
    }
    boolean isOnePerRow = column.size() == rowCount && column.rows().isOnceARow();
    isGivenUp = !isOnePerRow || !take(number, column.values()) || !cells.split(number, values);
  }

  private boolean take(int number, long[] from) {
    for (int row = 0; row < rowCount; row++) {
      values[row] = DigestCells.cellValue(number, from[row]);
      if (values[row] == DigestCells.NONE) {
        return false;
      }
    }
    return true;
  }

  /// Writes the cells, unless there are too many, or some row has no place in any.
  Optional<Section> write(SectionWriter out) throws IOException {
    if (isGivenUp || rowCount == 0) {
      return Optional.empty();
    }
    int[] counts = new int[cells.size()];
    for (int row = 0; row < rowCount; row++) {
      counts[cells.cell(row)]++;
    }
    var bytes = new ByteSink();
    sorted(cells.columns(), counts).write(bytes);
    return Optional.of(out.write(bytes));
  }

  /// In the order of their values, in which they take the least room.
  private static DigestCells sorted(int[][] columns, int[] counts) {
    int[] order = StableOrder.identity(counts.length);
    for (int column = columns.length - 1; column >= 0; column--) {
      long[] keys = Arrays.stream(columns[column]).asLongStream().toArray();
      StableOrder.sort(order, 0, order.length, keys);
    }
    var sorted = new int[columns.length][];
    Arrays.setAll(sorted, column -> picked(columns[column], order));
    return new DigestCells(sorted, picked(counts, order));
  }

  private static int[] picked(int[] values, int[] order) {
    return Arrays.stream(order).map(cell -> values[cell]).toArray();
  }
}
