package dev.clew.store.block;

import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnPage;
import dev.clew.store.Dictionary;
import dev.clew.store.PageBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A column that was picked out of the overflow of a block.
final class OverflowColumn implements Column {
  private final ColumnKey key;

  /// By page, where its values start; one more for where the last ones end.
  private final int[] starts;

  private final int[] rows;
  private final long[] values;
  private final @Nullable Dictionary dictionary;

  private OverflowColumn(
      ColumnKey key, int[] starts, int[] rows, long[] values, @Nullable Dictionary dictionary) {
    this.key = key;
    this.starts = starts;
    this.rows = rows;
    this.values = values;
    this.dictionary = dictionary;
  }

  @Override
  public ColumnKey key() {
    return key;
  }

  @Override
  public Optional<Dictionary> dictionary() {
    return Optional.ofNullable(dictionary);
  }

  @Override
  public PageBounds bounds(int page) {
    long min = PageBounds.EMPTY.min();
    long max = PageBounds.EMPTY.max();
    for (int at = starts[page]; at < starts[page + 1]; at++) {
      min = Math.min(min, values[at]);
      max = Math.max(max, values[at]);
    }
    return new PageBounds(min, max);
  }

  @Override
  public void read(int page, ColumnPage into) {
    into.clear(starts[page + 1] - starts[page]);
    for (int at = starts[page]; at < starts[page + 1]; at++) {
      into.add(rows[at], values[at]);
    }
  }

  /// The values of the column alone, however many others the overflow has.
  ///
  /// @param codes theirs in `all`, ascending
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Own(Dictionary all, int[] codes) implements Dictionary {
    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public byte[] bytes(int code) {
      return all.bytes(codes[code]);
    }

    @Override
    public String text(int code) {
      return new String(bytes(code), StandardCharsets.UTF_8);
    }
  }

  /// Gathers the values, page by page.
  ///
  /// Owned by one thread.
  static final class Builder {
    private final int[] starts;
    private int[] rows = new int[16];
    private long[] codes = new long[16];
    private int size;

    Builder(int pageCount) {
      starts = new int[pageCount + 1];
    }

    void start(int page) {
      starts[page] = size;
    }

    /// @param code of the value
    void add(int row, long code) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        codes = Arrays.copyOf(codes, size * 2);
      }
      rows[size] = row;
      codes[size++] = code;
    }

    boolean isEmpty() {
      return size == 0;
    }

    OverflowColumn build(ColumnKey shown, StoredKey key, StoredColumn values) throws IOException {
      starts[starts.length - 1] = size;
      int[] theirRows = Arrays.copyOf(rows, size);
      long[] theirs = Arrays.copyOf(codes, size);
      Dictionary all = values.dictionary(theirs);
      if (!key.isCoded()) {
        Arrays.setAll(theirs, at -> OverflowKey.number(all.bytes((int) theirs[at])));
        return new OverflowColumn(shown, starts, theirRows, theirs, null);
      }
      int[] own = Arrays.stream(theirs).mapToInt(code -> (int) code).sorted().distinct().toArray();
      Arrays.setAll(theirs, at -> Arrays.binarySearch(own, (int) theirs[at]));
      return new OverflowColumn(shown, starts, theirRows, theirs, new Own(all, own));
    }
  }
}
