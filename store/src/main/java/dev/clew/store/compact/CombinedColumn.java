package dev.clew.store.compact;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.block.ReadCache;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column of a [CombinedBlock].
///
/// Owned by one thread.
final class CombinedColumn implements StoredColumn {
  /// The dictionary of a part that does not have the column.
  private static final Dictionary NOTHING =
      new Dictionary() {
        @Override
        public int size() {
          return 0;
        }

        @Override
        public byte[] bytes(int code) {
          throw new IndexOutOfBoundsException(code);
        }

        @Override
        public String text(int code) {
          return new String(bytes(code), StandardCharsets.UTF_8);
        }
      };

  /// How many bytes of values are in memory at once, about: those of most columns, and of the
  /// others what is asked for together.
  static final long VALUE_BYTES = 8L << 20;

  private final CombinedBlock block;
  private final StoredKey key;

  /// By part.
  private final List<@Nullable StoredColumn> columns;

  private @Nullable UnitedDictionary dictionary;

  CombinedColumn(CombinedBlock block, StoredKey key, List<@Nullable StoredColumn> columns) {
    this.block = block;
    this.key = key;
    this.columns = columns;
  }

  @Override
  public StoredKey key() {
    return key;
  }

  @Override
  public void read(int page, ColumnPage into) throws IOException {
    block.checkWanted();
    int part = block.partOfPage(page);
    StoredColumn column = columns.get(part);
    if (column == null) {
      into.clear(0);
      return;
    }
    column.read(page - block.firstPage(part), into);
    int[] rows = into.rows();
    long[] values = into.values();
    int size = into.size();
    int firstRow = block.firstRowOfPart(part);
    // The arrays are large enough, so each pair is written where it was read.
    into.clear(size);
    for (int at = 0; at < size; at++) {
      into.add(firstRow + rows[at], united(part, values[at]));
    }
  }

  private long united(int part, long value) throws IOException {
    if (key.equals(StoredKey.TRACE)) {
      return block.unitedTraces().trace(part, (int) value);
    }
    return key.isCoded() ? dictionary().code(part, (int) value) : value;
  }

  @Override
  public long weight() throws IOException {
    long weight = 0;
    for (StoredColumn each : columns) {
      weight += each == null ? 0 : each.weight();
    }
    return weight;
  }

  @Override
  public UnitedDictionary dictionary() throws IOException {
    if (!key.isCoded()) {
      throw new IllegalStateException("column " + key + " has no dictionary");
    }
    UnitedDictionary united = dictionary;
    if (united == null) {
      var sources = new ArrayList<Dictionary>();
      var room = new ReadCache(VALUE_BYTES);
      for (int part = 0; part < columns.size(); part++) {
        sources.add(source(part, room));
      }
      united = new UnitedDictionary(sources);
      dictionary = united;
    }
    return united;
  }

  private Dictionary source(int part, ReadCache room) throws IOException {
    StoredColumn column = columns.get(part);
    if (column == null) {
      return NOTHING;
    }
    StoredBlock ofPart = block.parts().get(part);
    return key.equals(StoredKey.SHAPE)
        ? RenumberedShapes.of(ofPart.name(), column.dictionary(), block.attributeNumbers(part))
        : column.dictionary(room);
  }
}
