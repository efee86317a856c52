package dev.clew.store.block;

import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.PageBounds;
import java.io.IOException;
import java.util.BitSet;
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

  /// False only for a column that the door shows, and that has no values.
  default boolean isUsed(StoredKey key) {
    return true;
  }

  /// The attributes that have no columns of their own.
  default Overflows overflows() {
    return new Overflows(this);
  }

  @Override
  default Set<ColumnKey> columns() throws IOException {
    var shown = new LinkedHashSet<ColumnKey>();
    storedKeys().stream().filter(this::isUsed).forEach(key -> key.shown().ifPresent(shown::add));
    shown.addAll(overflows().columns());
    return shown;
  }

  @Override
  default Optional<Column> column(ColumnKey key) throws IOException {
    StoredKey wanted = StoredKey.of(key);
    Optional<? extends StoredColumn> stored = isUsed(wanted) ? stored(wanted) : Optional.empty();
    return stored.isPresent()
        ? Optional.of(new ShownColumn(key, stored.get(), stored.get()))
        : overflows().column(key);
  }

  /// The attribute columns of spans, by the numbers that shapes use.
  default List<StoredKey> attributeKeys() {
    return storedKeys().stream()
        .filter(key -> key.space() == StoredKey.Space.SPAN_ATTRIBUTE)
        .toList();
  }

  /// A column as the door shows it.
  ///
  /// @param pages where its values are read
  record ShownColumn(ColumnKey key, StoredColumn stored, ValuePages pages) implements Column {
    /// Empty for resources and scopes, which the block itself lists.
    @Override
    public Optional<Dictionary> dictionary() throws IOException {
      boolean isText =
          stored.key().isCoded()
              && key != ColumnKey.Intrinsic.RESOURCE
              && key != ColumnKey.Intrinsic.SCOPE;
      return isText ? Optional.of(stored.dictionary()) : Optional.empty();
    }

    @Override
    public <E extends Exception> BitSet codes(Object question, Answer<E> answer)
        throws IOException, E {
      return stored.codes(question, answer);
    }

    @Override
    public <E extends Exception> void look(Viewer<E> viewer) throws IOException, E {
      stored.look(viewer);
    }

    @Override
    public boolean mayHold(byte[] value) throws IOException {
      return stored.mayHold(value);
    }

    @Override
    public boolean isEveryCodeUsed() {
      return stored.isEveryCodeUsed();
    }

    @Override
    public PageBounds bounds(int page) throws IOException {
      return pages.bounds(page);
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      pages.read(page, into);
    }

    @Override
    public void read(int page, int[] rows, ColumnPage into) throws IOException {
      pages.read(new PageRows(page, rows), into);
    }
  }
}
