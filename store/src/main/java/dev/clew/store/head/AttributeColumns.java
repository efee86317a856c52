package dev.clew.store.head;

import dev.clew.model.ValueType;
import dev.clew.store.block.OverflowKey;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The columns of the attributes of one kind of owner, found by the bytes of the key. Attributes
/// that come when the head has as many columns as it may have overflow.
///
/// Guarded by the head's lock.
final class AttributeColumns {
  private static final ValueType[] TYPES = ValueType.values();
  private static final int NONE = -1;

  /// Below it, less the code of the key in the overflow.
  private static final int OVERFLOW = -2;

  private static final int FIRST_KEYS = 16;

  private final StoredKey.Space space;
  private final HeadMemory memory;
  private final ColumnCount count;
  private final List<HeadColumn> all = new ArrayList<>();
  private final HeadColumn overflowKeys;
  private final HeadColumn overflowValues;
  private final GrowingDictionary keys;

  /// By key: the key of the same text whose bytes are good UTF-8, mostly itself.
  private int[] canonical = new int[FIRST_KEYS];

  /// By key: the owner that has shown a value of it last.
  private long[] lastOwner = new long[FIRST_KEYS];

  /// By key and type: the place in `all`, -1, or where the key stands in the overflow.
  private int[] columns = emptyColumns(FIRST_KEYS);

  private long owner;

  /// By place among the attributes of the owner: the key, and whether the value counts.
  private int[] claimedKeys = new int[FIRST_KEYS];

  private boolean[] isLast = new boolean[FIRST_KEYS];

  /// What is known of the batch whose attributes are added.
  private final BatchCodes codes;

  /// The columns that have values which wait.
  private final List<HeadColumn> waiting = new ArrayList<>();

  /// @param count of the columns of all kinds of owners
  AttributeColumns(StoredKey.Space space, ColumnCount count, HeadMemory memory) {
    this.space = space;
    this.count = count;
    this.memory = memory;
    keys = new GrowingDictionary(memory);
    codes = new BatchCodes(memory);
    overflowKeys = new HeadColumn(StoredKey.overflowKeys(space), memory);
    overflowValues = new HeadColumn(StoredKey.overflowValues(space), memory);
  }

  /// All columns, those of the overflow last.
  List<HeadColumn> all() {
    var columns = new ArrayList<HeadColumn>(all);
    columns.add(overflowKeys);
    columns.add(overflowValues);
    return columns;
  }

  private static int[] emptyColumns(int keys) {
    int[] columns = new int[keys * TYPES.length];
    Arrays.fill(columns, NONE);
    return columns;
  }

  /// Begins with the attributes of another batch's spans.
  void start(SpanBatch batch) {
    codes.start(batch.attributes().size());
  }

  /// Adds the values of the attributes of an event or a link.
  void addLastValues(int row, SpanBatch batch, int from, int to) {
    codes.start(0);
    claim(batch, from, to);
    for (int at = from; at < to; at++) {
      if (isLast(at - from)) {
        add(key(at - from), row, batch, at, false);
      }
    }
    settle(batch);
  }

  /// Adds the value of an attribute to its column when that is settled, or to the overflow where it
  /// has none.
  ///
  /// @param isGivenBack whether it is read again as what it was from here alone
  void add(int key, int row, SpanBatch batch, int at, boolean isGivenBack) {
    ValueType type = batch.attributes().type(at);
    if (hasColumn(key, type)) {
      addLater(column(key, type), row, batch, at);
    } else {
      overflowKeys.add(row, overflowKey(key, type, isGivenBack));
      long value = batch.attributes().value(at);
      if (StoredKey.isCoded(type)) {
        overflowValues.add(row, batch.bytes(), Slice.offset(value), Slice.length(value));
      } else {
        overflowValues.add(row, OverflowKey.ofNumber(value), 0, Long.BYTES);
      }
    }
  }

  private int overflowKey(int key, ValueType type, boolean isGivenBack) {
    if (isGivenBack) {
      return OVERFLOW - columns[place(key, type)];
    }
    byte[] encoded = new OverflowKey(name(key), type, false).toBytes();
    return overflowKeys.code(encoded, 0, encoded.length);
  }

  private int place(int key, ValueType type) {
    return canonical[key] * TYPES.length + type.ordinal();
  }

  private String name(int key) {
    return keys.snapshot().text(canonical[key]);
  }

  /// Adds the value of an attribute to its column when that is settled.
  void addLater(HeadColumn column, int row, SpanBatch batch, int at) {
    if (!column.isWaiting()) {
      waiting.add(column);
    }
    column.addLater(row, at, batch, codes);
  }

  /// Adds what waits, column by column.
  void settle(SpanBatch batch) {
    for (HeadColumn column : waiting) {
      column.settle(batch, codes);
    }
    waiting.clear();
  }

  /// Finds the keys of the attributes of one owner, and which of them are the last of their key.
  void claim(SpanBatch batch, int from, int to) {
    if (to - from > claimedKeys.length) {
      claimedKeys = new int[(to - from) * 2];
      isLast = new boolean[claimedKeys.length];
    }
    owner++;
    for (int at = to - 1; at >= from; at--) {
      int key = key(batch.bytes(), batch.attributes().key(at));
      claimedKeys[at - from] = key;
      isLast[at - from] = lastOwner[canonical[key]] != owner;
      lastOwner[canonical[key]] = owner;
    }
  }

  /// The key of an attribute that was claimed, by its place among those of the owner.
  int key(int place) {
    return claimedKeys[place];
  }

  /// True for the last value that the owner has of a key: the one that counts.
  boolean isLast(int place) {
    return isLast[place];
  }

  private int key(byte[] bytes, long slice) {
    int known = keys.size();
    int key = keys.code(bytes, Slice.offset(slice), Slice.length(slice));
    if (key == known) {
      addKey(key);
    }
    return key;
  }

  private void addKey(int key) {
    if (key == canonical.length) {
      canonical = Arrays.copyOf(canonical, key * 2);
      lastOwner = Arrays.copyOf(lastOwner, key * 2);
      int[] more = emptyColumns(key * 2);
      System.arraycopy(columns, 0, more, 0, columns.length);
      columns = more;
      memory.add((long) key * (Integer.BYTES + Long.BYTES + TYPES.length * Integer.BYTES));
    }
    canonical[key] = key;
    byte[] text = keys.snapshot().text(key).getBytes(StandardCharsets.UTF_8);
    canonical[key] = key(text, Slice.of(0, text.length));
  }

  /// True when the column's name gives back the bytes of the key.
  boolean isCanonical(int key) {
    return canonical[key] == key;
  }

  /// True when the values of a key and type have a column; from now on one that is new, if the head
  /// may have more.
  boolean hasColumn(int key, ValueType type) {
    int at = place(key, type);
    if (columns[at] == NONE) {
      if (count.mayAdd()) {
        columns[at] = all.size();
        all.add(new HeadColumn(new StoredKey(space, name(key), type), memory));
      } else {
        byte[] encoded = new OverflowKey(name(key), type, true).toBytes();
        columns[at] = OVERFLOW - overflowKeys.code(encoded, 0, encoded.length);
      }
    }
    return columns[at] >= 0;
  }

  /// The column of a key's values of one type, which has one.
  HeadColumn column(int key, ValueType type) {
    return all.get(number(key, type));
  }

  /// The number of that column among those of this kind.
  int number(int key, ValueType type) {
    return columns[place(key, type)];
  }
}
