package dev.clew.store.block;

import dev.clew.store.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Some rows of one page of a block.
///
/// @param rows counted from the start of the block, ascending; at least one
@SuppressWarnings("ArrayRecordComponent") // handed from column to column, never compared or changed
public record PageRows(int page, int[] rows) {
  /// Groups rows, which ascend, by the pages in which they lie.
  public static List<PageRows> of(Block block, int[] rows) {
    var groups = new ArrayList<PageRows>();
    int from = 0;
    while (from < rows.length) {
      int page = pageOf(block, rows[from]);
      int to = from + 1;
      while (to < rows.length && rows[to] < block.firstRow(page + 1)) {
        to++;
      }
      groups.add(new PageRows(page, Arrays.copyOfRange(rows, from, to)));
      from = to;
    }
    return groups;
  }

  private static int pageOf(Block block, int row) {
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

  /// The rows, counted from the page's first.
  int[] places(int firstRow) {
    int[] places = new int[rows.length];
    for (int at = 0; at < places.length; at++) {
      places[at] = rows[at] - firstRow;
    }
    return places;
  }

  int first() {
    return rows[0];
  }

  int last() {
    return rows[rows.length - 1];
  }

  /// True when no row between the first and the last is left out.
  boolean areNeighbours() {
    return last() - first() == rows.length - 1;
  }
}
