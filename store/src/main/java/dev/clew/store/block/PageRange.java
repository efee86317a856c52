package dev.clew.store.block;

/// A run of rows within one page, counted from the start of the block.
///
/// @param firstRow the page's first row
/// @param endRow where the page ends
/// @param from the first row that is asked for
/// @param to where the rows that are asked for end
record PageRange(int firstRow, int endRow, int from, int to) {
  PageRange {
    if (firstRow > from || from > to || to > endRow) {
      throw new IllegalArgumentException(
          "rows of a page need to lie from "
              + firstRow
              + " to "
              + endRow
              + ", got "
              + from
              + " to "
              + to);
    }
  }

  static PageRange whole(int firstRow, int endRow) {
    return new PageRange(firstRow, endRow, firstRow, endRow);
  }

  boolean isOfSamePage(PageRange other) {
    return firstRow == other.firstRow && endRow == other.endRow;
  }

  int pageRows() {
    return endRow - firstRow;
  }

  int size() {
    return to - from;
  }

  /// The same rows, of a column that has one value in each row of the page.
  Slice values() {
    return new Slice(pageRows(), from - firstRow, to - firstRow);
  }

  boolean isWhole() {
    return from == firstRow && to == endRow;
  }
}
