package dev.clew.store.compact;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.io.IOException;

/// Reads columns that have one value in every row.
final class WholeColumn {
  private WholeColumn() {}

  /// The values by row.
  static long[] read(StoredBlock block, StoredKey key) throws IOException {
    long[] values = new long[block.rowCount()];
    if (values.length == 0) {
      return values;
    }
    StoredColumn column = block.stored(key).orElseThrow(() -> missing(block, key));
    var page = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      column.read(number, page);
      int first = block.firstRow(number);
      if (page.size() != block.firstRow(number + 1) - first) {
        throw missing(block, key);
      }
      System.arraycopy(page.values(), 0, values, first, page.size());
    }
    return values;
  }

  private static CorruptBlockException missing(StoredBlock block, StoredKey key) {
    return new CorruptBlockException(block.name(), 0, "needs a value of " + key + " in every row");
  }
}
