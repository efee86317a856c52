package dev.clew.store.head;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.block.PageRows;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.SpanBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column that grows at its end, page by page of rows.
///
/// Guarded by the head's lock.
final class HeadColumn {
  private static final int OBJECT_BYTES = 250;
  private static final int PAGE_OBJECT_BYTES = 48;
  private static final int FIRST_WAITING = 8;
  private static final int MOST_WAITING = 512;

  private final StoredKey key;
  private final HeadMemory memory;
  private final @Nullable GrowingDictionary dictionary;
  private final GrowingPage growing;

  /// The number of the page that grows.
  private int page;

  /// The pages before it; null where a page has no value.
  private @Nullable PageValues[] full = {};

  /// The rows of values that wait, and the attributes of a batch that they are.
  private int[] waitingRows = {};

  private int[] waitingAttributes = {};
  private int waiting;

  HeadColumn(StoredKey key, HeadMemory memory) {
    this.key = key;
    this.memory = memory;
    dictionary = key.isCoded() ? new GrowingDictionary(memory) : null;
    growing = new GrowingPage(memory);
    memory.add(OBJECT_BYTES);
  }

  StoredKey key() {
    return key;
  }

  /// True when the values are codes of a dictionary.
  boolean isCoded() {
    return dictionary != null;
  }

  boolean isEmpty() {
    return page == 0 && growing.size() == 0;
  }

  /// Adds a number, or a code that [#code(byte[], int, int)] gave. Rows come in order.
  void add(int row, long value) {
    int pageOfRow = row >>> HeadBlock.PAGE_SHIFT;
    if (pageOfRow != page) {
      startPage(pageOfRow);
    }
    growing.add(row & (HeadBlock.PAGE_ROWS - 1), value);
  }

  private void startPage(int number) {
    if (growing.size() > 0) {
      full = Arrays.copyOf(full, page + 1);
      full[page] = growing.values();
      growing.startNext();
      memory.add(PAGE_OBJECT_BYTES);
    }
    page = number;
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

  /// True when values wait to be settled.
  boolean isWaiting() {
    return waiting > 0;
  }

  /// Adds the value of an attribute together with others that follow, at [#settle] at the latest.
  void addLater(int row, int attribute, SpanBatch batch, BatchCodes codes) {
    if (waiting == MOST_WAITING) {
      settle(batch, codes);
    }
    if (waiting == waitingRows.length) {
      int more = Math.max(FIRST_WAITING, waiting);
      waitingRows = Arrays.copyOf(waitingRows, waiting + more);
      waitingAttributes = Arrays.copyOf(waitingAttributes, waiting + more);
      memory.add((long) more * (Integer.BYTES + Integer.BYTES));
    }
    waitingRows[waiting] = row;
    waitingAttributes[waiting++] = attribute;
  }

  /// Adds the values that wait.
  ///
  /// @param batch which they are of
  void settle(SpanBatch batch, BatchCodes codes) {
    long[] values = codes.room(waiting);
    if (dictionary != null) {
      dictionary.encode(batch, waitingAttributes, waiting, codes, values);
    } else {
      for (int at = 0; at < waiting; at++) {
        values[at] = batch.attributes().value(waitingAttributes[at]);
      }
    }
    for (int at = 0; at < waiting; at++) {
      add(waitingRows[at], values[at]);
    }
    waiting = 0;
  }

  Snapshot snapshot() {
    return new Snapshot(
        key,
        full,
        page,
        growing.size() == 0 ? PageValues.NONE : growing.values(),
        dictionary == null ? null : dictionary.snapshot());
  }

  /// What a column held at one moment.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(
      StoredKey key,
      @Nullable PageValues[] full,
      int lastPage,
      PageValues last,
      @Nullable Dictionary texts)
      implements StoredColumn {
    private PageValues page(int number) {
      if (number == lastPage) {
        return last;
      }
      PageValues values = number < full.length ? full[number] : null;
      return values == null ? PageValues.NONE : values;
    }

    /// The same codes, of other values.
    Snapshot with(Dictionary dictionary) {
      return new Snapshot(key, full, lastPage, last, dictionary);
    }

    @Override
    public void read(int page, ColumnPage into) {
      page(page).read(page << HeadBlock.PAGE_SHIFT, into);
    }

    @Override
    public void read(PageRows wanted, ColumnPage into) {
      page(wanted.page()).read(wanted.page() << HeadBlock.PAGE_SHIFT, wanted.rows(), into);
    }

    @Override
    public long weight() {
      long weight = last.size();
      for (PageValues each : full) {
        weight += each == null ? 0 : each.size();
      }
      return weight;
    }

    /// The value of a row of a column that has one in every row.
    long value(int row) {
      return page(row >>> HeadBlock.PAGE_SHIFT).value(row & (HeadBlock.PAGE_ROWS - 1));
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
