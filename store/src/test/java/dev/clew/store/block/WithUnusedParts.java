package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// A block as another one, with an attribute column in front that no row has a value in, and with a
/// name that no row has.
final class WithUnusedParts extends BlockOver {
  static final StoredKey UNUSED =
      new StoredKey(StoredKey.Space.SPAN_ATTRIBUTE, "unused", ValueType.STRING);

  WithUnusedParts(StoredBlock block) {
    super(block);
  }

  @Override
  public Collection<StoredKey> storedKeys() {
    return Stream.concat(Stream.of(UNUSED), block.storedKeys().stream()).toList();
  }

  @Override
  public Optional<? extends StoredColumn> stored(StoredKey key) throws IOException {
    if (key.equals(UNUSED)) {
      return Optional.of(new Extended(key, Optional.empty()));
    }
    Optional<? extends StoredColumn> column = block.stored(key);
    return key.equals(StoredKey.NAME) ? Optional.of(new Extended(key, column)) : column;
  }

  /// A column whose code 0 no row has.
  private record Extended(StoredKey key, Optional<? extends StoredColumn> column)
      implements StoredColumn {
    @Override
    public void read(int page, ColumnPage into) throws IOException {
      into.clear(0);
      if (column.isPresent()) {
        var values = new ColumnPage();
        column.get().read(page, values);
        for (int at = 0; at < values.size(); at++) {
          into.add(values.rows()[at], values.values()[at] + 1);
        }
      }
    }

    @Override
    public long weight() throws IOException {
      return column.isPresent() ? column.get().weight() : 0;
    }

    @Override
    public Dictionary dictionary() throws IOException {
      Optional<Dictionary> behind =
          column.isPresent() ? Optional.of(column.get().dictionary()) : Optional.empty();
      return new Dictionary() {
        @Override
        public int size() {
          return 1 + behind.map(Dictionary::size).orElse(0);
        }

        @Override
        public byte[] bytes(int code) {
          return code == 0 ? new byte[] {'?'} : behind.orElseThrow().bytes(code - 1);
        }

        @Override
        public String text(int code) {
          return code == 0 ? "?" : behind.orElseThrow().text(code - 1);
        }
      };
    }
  }
}
