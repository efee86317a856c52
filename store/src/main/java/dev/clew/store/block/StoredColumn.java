package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import java.io.IOException;

/// A column of a block as the store itself reads it.
public interface StoredColumn {
  StoredKey key();

  /// Fills `into` with the values of a page.
  void read(int page, ColumnPage into) throws IOException;

  /// One value of a coded column, without loading the others.
  byte[] bytes(int code) throws IOException;

  /// All values of a coded column.
  Dictionary dictionary() throws IOException;
}
