package dev.clew.store.compact;

import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.block.OverflowKey;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The overflow of a block into which the values of some of its columns were spilled, all of one
/// kind of owner. Codes of what the block has there already stay as they are; new ones follow.
///
/// Owned by one thread. What is in memory at a time is the values of one page.
final class Spilled {
  private final StoredBlock block;
  private final StoredKey.Space space;
  private final List<StoredColumn> gone = new ArrayList<>();
  private final Before keys;
  private final Before values;

  /// Encoded attributes, of spans.
  private final Before raw;

  /// By column that is gone, the code of its first value; behind them that of the first number.
  private final int[] firstCodes;

  /// All numbers of columns that are gone, ascending.
  private final long[] numbers;

  private final SpilledPage page;

  /// What the block has already of a column.
  record Before(StoredKey key, @Nullable StoredColumn column, int size) {
    static Before of(StoredBlock block, StoredKey key) throws IOException {
      Optional<? extends StoredColumn> column = block.stored(key);
      return column.isEmpty()
          ? new Before(key, null, 0)
          : new Before(key, column.get(), column.get().dictionary().size());
    }

    void read(int page, ColumnPage into) throws IOException {
      into.clear(0);
      if (column != null) {
        column.read(page, into);
      }
    }

    /// The values there were, and others behind them.
    Dictionary with(int more, IntFunction<byte[]> values) throws IOException {
      return column == null
          ? new Behind(null, more, values)
          : new Behind(column.dictionary(), more, values);
    }
  }

  /// Values behind those of another dictionary.
  private record Behind(@Nullable Dictionary first, int more, IntFunction<byte[]> values)
      implements Dictionary {
    private int firstSize() {
      return first == null ? 0 : first.size();
    }

    @Override
    public int size() {
      return firstSize() + more;
    }

    @Override
    public byte[] bytes(int code) {
      return first != null && code < first.size()
          ? first.bytes(code)
          : values.apply(code - firstSize());
    }

    @Override
    public String text(int code) {
      return new String(bytes(code), StandardCharsets.UTF_8);
    }
  }

  /// @param gone keys of attributes of one kind of owner
  Spilled(StoredBlock block, List<StoredKey> gone) throws IOException {
    this.block = block;
    space = gone.getFirst().space();
    keys = Before.of(block, StoredKey.overflowKeys(space));
    values = Before.of(block, StoredKey.overflowValues(space));
    raw = Before.of(block, StoredKey.RAW_ATTRIBUTE);
    firstCodes = new int[gone.size() + 1];
    firstCodes[0] = values.size();
    var all = LongStream.builder();
    for (int at = 0; at < gone.size(); at++) {
      StoredColumn column = block.stored(gone.get(at)).orElseThrow();
      boolean isCoded = column.key().isCoded();
      int size = isCoded ? column.dictionary().size() : 0;
      firstCodes[at + 1] = Math.addExact(firstCodes[at], size);
      if (!isCoded) {
        addNumbers(column, all);
      }
      this.gone.add(column);
    }
    numbers = all.build().sorted().distinct().toArray();
    page =
        space == StoredKey.Space.SPAN_ATTRIBUTE
            ? SpilledPage.ofSpans(this, gone)
            : new SpilledPage(this);
  }

  private void addNumbers(StoredColumn column, LongStream.Builder all) throws IOException {
    var read = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      column.read(number, read);
      for (int at = 0; at < read.size(); at++) {
        all.add(read.values()[at]);
      }
    }
  }

  StoredBlock block() {
    return block;
  }

  List<StoredColumn> gone() {
    return gone;
  }

  Before keys() {
    return keys;
  }

  Before values() {
    return values;
  }

  Before raw() {
    return raw;
  }

  /// The code of the key of a column that is gone.
  int keyCode(int column, boolean isGivenBack) {
    return keys.size() + 2 * column + (isGivenBack ? 0 : 1);
  }

  /// The code of a value of a column that is gone.
  int valueCode(int column, long value) {
    return gone.get(column).key().isCoded()
        ? firstCodes[column] + (int) value
        : firstCodes[gone.size()] + Arrays.binarySearch(numbers, value);
  }

  /// The columns that take the place of those of the block.
  List<StoredColumn> columns() {
    var columns = new ArrayList<StoredColumn>();
    columns.add(new Column(keys, page::readKeys, this::keyDictionary));
    columns.add(new Column(values, page::readValues, this::valueDictionary));
    if (space == StoredKey.Space.SPAN_ATTRIBUTE) {
      columns.add(new Column(raw, page::readRaw, () -> raw.with(1, _ -> OverflowKey.mark())));
    }
    return columns;
  }

  private Dictionary keyDictionary() throws IOException {
    return keys.with(
        2 * gone.size(),
        code -> {
          StoredKey key = gone.get(code / 2).key();
          return new OverflowKey(key.name(), key.type(), code % 2 == 0).toBytes();
        });
  }

  private Dictionary valueDictionary() throws IOException {
    var dictionaries = new ArrayList<@Nullable Dictionary>();
    for (StoredColumn column : gone) {
      dictionaries.add(column.key().isCoded() ? column.dictionary() : null);
    }
    int firstNumber = firstCodes[gone.size()];
    return values.with(
        firstNumber - values.size() + numbers.length,
        code -> {
          int all = values.size() + code;
          if (all >= firstNumber) {
            return OverflowKey.ofNumber(numbers[all - firstNumber]);
          }
          int column = columnOf(all);
          return dictionaries.get(column).bytes(all - firstCodes[column]);
        });
  }

  /// The column that is gone and has a code.
  private int columnOf(int code) {
    int low = 0;
    int high = gone.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstCodes[middle] <= code) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private interface Reading {
    void read(int page, ColumnPage into) throws IOException;
  }

  private interface Values {
    Dictionary all() throws IOException;
  }

  /// A column of the overflow.
  private record Column(Before before, Reading reading, Values values) implements StoredColumn {
    @Override
    public StoredKey key() {
      return before.key();
    }

    @Override
    public void read(int page, ColumnPage into) throws IOException {
      reading.read(page, into);
    }

    @Override
    public long weight() throws IOException {
      return before.column() == null ? 0 : before.column().weight();
    }

    @Override
    public Dictionary dictionary() throws IOException {
      return values.all();
    }
  }
}
