package dev.clew.store.head;

import dev.clew.model.ValueType;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The columns of the attributes of one kind of owner, found by the bytes of the key.
///
/// Guarded by the head's lock.
final class AttributeColumns {
  private static final ValueType[] TYPES = ValueType.values();
  private static final int NONE = -1;
  private static final int FIRST_KEYS = 16;

  private final StoredKey.Space space;
  private final MemoryMeter meter;
  private final List<HeadColumn> all;
  private final GrowingDictionary keys;

  /// By key: the key of the same text whose bytes are good UTF-8, mostly itself.
  private int[] canonical = new int[FIRST_KEYS];

  /// By key: the owner that has shown a value of it last.
  private long[] lastOwner = new long[FIRST_KEYS];

  /// By key and type: the place in `all`, or -1.
  private int[] columns = emptyColumns(FIRST_KEYS);

  private long owner;

  /// By place among the attributes of the owner: the key, and whether the value counts.
  private int[] claimedKeys = new int[FIRST_KEYS];

  private boolean[] isLast = new boolean[FIRST_KEYS];

  /// @param all where columns are put when they first occur
  AttributeColumns(StoredKey.Space space, List<HeadColumn> all, MemoryMeter meter) {
    this.space = space;
    this.all = all;
    this.meter = meter;
    keys = new GrowingDictionary(meter);
  }

  private static int[] emptyColumns(int keys) {
    int[] columns = new int[keys * TYPES.length];
    Arrays.fill(columns, NONE);
    return columns;
  }

  /// Adds the values of the attributes of an event or a link.
  void addLastValues(int row, SpanBatch batch, int from, int to) {
    claim(batch, from, to);
    for (int at = from; at < to; at++) {
      if (isLast(at - from)) {
        addValue(column(key(at - from), batch.attributes().type(at)), row, batch, at);
      }
    }
  }

  /// Adds the value of an attribute to its column.
  static void addValue(HeadColumn column, int row, SpanBatch batch, int at) {
    long value = batch.attributes().value(at);
    if (column.isCoded()) {
      column.add(row, batch.bytes(), Slice.offset(value), Slice.length(value));
    } else {
      column.add(row, value);
    }
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
      meter.add((long) key * (Integer.BYTES + Long.BYTES + TYPES.length * Integer.BYTES));
    }
    canonical[key] = key;
    byte[] text = keys.snapshot().text(key).getBytes(StandardCharsets.UTF_8);
    canonical[key] = key(text, Slice.of(0, text.length));
  }

  /// True when the column's name gives back the bytes of the key.
  boolean isCanonical(int key) {
    return canonical[key] == key;
  }

  /// The column of a key's values of one type.
  HeadColumn column(int key, ValueType type) {
    int at = canonical[key] * TYPES.length + type.ordinal();
    if (columns[at] == NONE) {
      columns[at] = all.size();
      String name = keys.snapshot().text(canonical[key]);
      all.add(new HeadColumn(new StoredKey(space, name, type), meter));
    }
    return all.get(columns[at]);
  }

  /// The number of a column among those of this kind.
  int number(int key, ValueType type) {
    return columns[canonical[key] * TYPES.length + type.ordinal()];
  }
}
