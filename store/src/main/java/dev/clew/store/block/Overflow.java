package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The attributes of one kind of owner that have no column of their own in a block: it reads them
/// as if they had. A key and type has either a column or its values here, never both.
///
/// Any thread may read.
final class Overflow {
  private final StoredBlock block;
  private final StoredKey.Space space;
  private final StoredColumn keys;
  private final StoredColumn values;
  private final WeakMemo<Names> names = new WeakMemo<>(this::readNames);

  private Overflow(
      StoredBlock block, StoredKey.Space space, StoredColumn keys, StoredColumn values) {
    this.block = block;
    this.space = space;
    this.keys = keys;
    this.values = values;
  }

  /// The overflow of a block, if it has some of this kind of owner.
  static Optional<Overflow> of(StoredBlock block, StoredKey.Space space) throws IOException {
    Optional<? extends StoredColumn> keys = block.stored(StoredKey.overflowKeys(space));
    Optional<? extends StoredColumn> values = block.stored(StoredKey.overflowValues(space));
    return keys.isEmpty() || values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Overflow(block, space, keys.get(), values.get()));
  }

  private Names readNames() throws IOException {
    return new Names(keys.dictionary());
  }

  /// The column of a key and type, if some row has a value of it here.
  Optional<Column> column(ColumnKey shown, StoredKey key) throws IOException {
    BitSet codes = codes(key.name(), key.type());
    if (codes.isEmpty()) {
      return Optional.empty();
    }
    var found = new OverflowColumn.Builder(block.pageCount());
    var keyPage = new ColumnPage();
    var valuePage = new ColumnPage();
    for (int page = 0; page < block.pageCount(); page++) {
      keys.read(page, keyPage);
      values.read(page, valuePage);
      found.start(page);
      for (int at = 0; at < keyPage.size(); at++) {
        if (codes.get((int) keyPage.values()[at])) {
          found.add(keyPage.rows()[at], valuePage.values()[at]);
        }
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.build(shown, key, values));
  }

  /// True when a key and type may have values here.
  boolean holds(StoredKey key) throws IOException {
    return !codes(key.name(), key.type()).isEmpty();
  }

  private BitSet codes(String name, ValueType type) throws IOException {
    var codes = new BitSet();
    for (boolean isGivenBack : new boolean[] {true, false}) {
      byte[] key = new OverflowKey(name, type, isGivenBack).toBytes();
      int code = keys.mayHold(key) ? names.get().find(key) : Names.NONE;
      if (code != Names.NONE) {
        codes.set(code);
      }
    }
    return codes;
  }

  /// The keys and types of which rows have values here.
  Set<ColumnKey> columns() throws IOException {
    var used = new BitSet();
    var page = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      keys.read(number, page);
      for (int at = 0; at < page.size(); at++) {
        used.set((int) page.values()[at]);
      }
    }
    Dictionary dictionary = keys.dictionary();
    Set<ColumnKey> columns = new LinkedHashSet<>();
    for (int code = used.nextSetBit(0); code >= 0; code = used.nextSetBit(code + 1)) {
      OverflowKey key = OverflowKey.of(dictionary.bytes(code));
      new StoredKey(space, key.name(), key.type()).shown().ifPresent(columns::add);
    }
    return columns;
  }

  /// Where keys are found.
  private static final class Names {
    static final int NONE = -1;

    private final Dictionary keys;

    /// Code plus one, or 0 where free.
    private final int[] slots;

    Names(Dictionary keys) {
      this.keys = keys;
      slots = new int[Integer.highestOneBit(Math.max(1, keys.size())) * 4];
      for (int code = 0; code < keys.size(); code++) {
        slots[slot(keys.bytes(code))] = code + 1;
      }
    }

    /// Where a key is, or is to be.
    private int slot(byte[] key) {
      int slot = ByteStrings.hash(key, 0, key.length) & (slots.length - 1);
      while (slots[slot] != 0 && !Arrays.equals(keys.bytes(slots[slot] - 1), key)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }

    int find(byte[] key) {
      return slots[slot(key)] - 1;
    }
  }
}
