package dev.clew.store.head;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.block.PageRows;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column that grows at its end. While every row has exactly one value, the rows are not written
/// down.
///
/// Guarded by the head's lock.
final class HeadColumn {
  private static final int OBJECT_BYTES = 200;

  private final StoredKey key;
  private final MemoryMeter meter;
  private final @Nullable GrowingDictionary dictionary;
  private int size;
  private int @Nullable [] rows;
  private long[] values = new long[4];

  HeadColumn(StoredKey key, MemoryMeter meter) {
    this.key = key;
    this.meter = meter;
    dictionary = key.isCoded() ? new GrowingDictionary(meter) : null;
    meter.add(OBJECT_BYTES + (long) values.length * Long.BYTES);
  }

  StoredKey key() {
    return key;
  }

  int size() {
    return size;
  }

  /// Adds a number, or a code that [#code(byte[], int, int)] gave.
  void add(int row, long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      meter.add((long) size * Long.BYTES);
    }
    if (rows == null && row != size) {
      writeRowsDown();
    }
    int[] written = rows;
    if (written != null) {
      rows = withRow(written, row);
    }
    values[size++] = value;
  }

  private void writeRowsDown() {
    int[] all = new int[values.length];
    Arrays.setAll(all, row -> row);
    rows = all;
    meter.add((long) all.length * Integer.BYTES);
  }

  private int[] withRow(int[] written, int row) {
    int[] all = written;
    if (all.length < values.length) {
      meter.add((long) (values.length - all.length) * Integer.BYTES);
      all = Arrays.copyOf(all, values.length);
    }
    all[size] = row;
    return all;
  }

  void add(int row, byte[] source, int offset, int length) {
    add(row, code(source, offset, length));
  }

  int code(byte[] source, int offset, int length) {
    if (dictionary == null) {
      throw new IllegalStateException("column " + key + " has no dictionary");
    }
    return dictionary.code(source, offset, length);
  }

  Snapshot snapshot() {
    return new Snapshot(key, size, rows, values, dictionary == null ? null : dictionary.snapshot());
  }

  /// What a column held at one moment: its arrays only ever get more.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(
      StoredKey key,
      int size,
      int @Nullable [] rows,
      long[] values,
      GrowingDictionary.@Nullable Snapshot texts)
      implements StoredColumn {
    @Override
    public void read(int page, ColumnPage into) {
      int from = place(page * HeadBlock.PAGE_ROWS);
      int to = place((page + 1) * HeadBlock.PAGE_ROWS);
      into.clear(to - from);
      for (int at = from; at < to; at++) {
        into.add(rows == null ? at : rows[at], values[at]);
      }
    }

    @Override
    public void read(PageRows wanted, ColumnPage into) {
      into.clear(wanted.rows().length);
      for (int row : wanted.rows()) {
        int to = place(row + 1);
        for (int at = place(row); at < to; at++) {
          into.add(row, values[at]);
        }
      }
    }

    /// Where the values of the first row at or after this one start.
    private int place(int row) {
      if (rows == null) {
        return Math.min(row, size);
      }
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (rows[middle] < row) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    long value(int at) {
      return values[at];
    }

    @Override
    public Dictionary dictionary() {
      if (texts == null) {
        throw new IllegalStateException("column " + key + " has no dictionary");
      }
      return texts;
    }
  }
}
