package dev.clew.store.block;

import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A block with all it holds, which is more than the door shows: enough to give every span back as
/// it was sent, and to be sealed into another block.
public interface StoredBlock extends Block {
  /// The keys of all columns; attributes of spans in the order in which [Shape] numbers them.
  Collection<StoredKey> storedKeys();

  Optional<? extends StoredColumn> stored(StoredKey key) throws IOException;

  @Override
  default Set<ColumnKey> columns() {
    var shown = new LinkedHashSet<ColumnKey>();
    storedKeys().forEach(key -> key.shown().ifPresent(shown::add));
    return shown;
  }

  @Override
  default Optional<Column> column(ColumnKey key) throws IOException {
    Optional<? extends StoredColumn> stored = stored(StoredKey.of(key));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(ShownColumn.of(key, stored.get()));
  }

  /// The attribute columns of spans, by the numbers that shapes use.
  default List<StoredKey> attributeKeys() {
    return storedKeys().stream()
        .filter(key -> key.space() == StoredKey.Space.SPAN_ATTRIBUTE)
        .toList();
  }

  /// A column as the door shows it.
  ///
  /// @param dictionary empty for resources and scopes, which the block itself lists
  record ShownColumn(ColumnKey key, Optional<Dictionary> dictionary, StoredColumn stored)
      implements Column {
    static ShownColumn of(ColumnKey key, StoredColumn stored) throws IOException {
      boolean isText =
          stored.key().isCoded()
              && key != ColumnKey.Intrinsic.RESOURCE
              && key != ColumnKey.Intrinsic.SCOPE;
      return new ShownColumn(
          key, isText ? Optional.of(stored.dictionary()) : Optional.empty(), stored);
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      stored.read(page, into);
    }
  }
}
