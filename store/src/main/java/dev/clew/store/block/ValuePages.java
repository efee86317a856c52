package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.PageBounds;
import java.io.IOException;

/// The values of a column, page by page.
public interface ValuePages {
  /// Fills `into` with the values of a page.
  void read(int page, ColumnPage into) throws IOException;

  /// Fills `into` with the values of some rows of a page.
  default void read(PageRows rows, ColumnPage into) throws IOException {
    read(rows.page(), into);
    into.retain(rows.rows());
  }

  /// What is known of a page's values before it is read.
  default PageBounds bounds(int page) throws IOException {
    return PageBounds.UNKNOWN;
  }
}
