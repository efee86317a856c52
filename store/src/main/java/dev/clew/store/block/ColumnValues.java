package dev.clew.store.block;

/// All values of a column in the order of the file.
///
/// @param values valid below the size of the set
/// @param isShaped whether the shapes of the rows say which of them have values
@SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
record ColumnValues(RowSet rows, long[] values, boolean isShaped) {
  int size() {
    return rows.size();
  }

  /// The values of a page.
  NumberRun page(int page) {
    return NumberRun.of(values, rows.first(page), rows.first(page + 1));
  }
}
