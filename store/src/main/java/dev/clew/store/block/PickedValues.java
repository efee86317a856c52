package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values that one column has in some rows of a block.
///
/// Owned by one thread.
public final class PickedValues {
  private final StoredColumn column;

  /// By place among the rows: where its values start; one more for where the last ones end.
  private final int[] starts;

  private long[] values;
  private int size;
  private @Nullable Dictionary dictionary;

  private PickedValues(StoredColumn column, int rowCount) {
    this.column = column;
    starts = new int[rowCount + 1];
    values = new long[rowCount];
  }

  /// Reads the values of these rows, which ascend from page to page.
  public static PickedValues of(StoredColumn column, List<PageRows> rows) throws IOException {
    var picked = new PickedValues(column, rows.stream().mapToInt(each -> each.rows().length).sum());
    var page = new ColumnPage();
    int place = 0;
    for (PageRows ofPage : rows) {
      column.read(ofPage, page);
      picked.pick(page, ofPage.rows(), place);
      place += ofPage.rows().length;
    }
    return picked;
  }

  private void pick(ColumnPage page, int[] rows, int place) {
    int[] pageRows = page.rows();
    int at = 0;
    for (int row = 0; row < rows.length; row++) {
      for (; at < page.size() && pageRows[at] == rows[row]; at++) {
        add(page.values()[at]);
      }
      starts[place + row + 1] = size;
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
    if (dictionary == null) {
      dictionary = column.dictionary(Arrays.copyOf(values, size));
    }
    return dictionary.bytes((int) values[at]);
  }
}
