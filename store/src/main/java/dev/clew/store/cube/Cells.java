package dev.clew.store.cube;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The cells of one level of a cube: of all keys that ever came, those first in rank, as many as
/// the limit says.
///
/// Which keys are kept depends only on which keys came, not on when or how often: a key that has
/// been put out has as many keys before it as are kept, and always will. So a kept key has never
/// missed anything, and levels can be merged in any order, also with those that keep fewer. Between
/// two evictions up to twice as many are here.
///
/// Owned by one thread.
final class Cells {
  static final int NONE = -1;

  private final Comparator<Key> order;
  private final int limit;
  private int size;
  private @Nullable Cell[] cells = new Cell[16];

  /// The words of each cell's key in one number, and its tag and slot in another.
  private long[] words = new long[16];

  private long[] places = new long[16];

  /// Number of the cell plus one, or 0 where free.
  private int[] table = new int[32];

  /// The last key that may be kept, where others were put out.
  private @Nullable Key bound;

  private boolean isOutOfBounds;

  Cells(Words words, int limit) {
    order = Key.byRank(words);
    this.limit = limit;
  }

  /// The number of a key's cell, a new one if need be; `NONE` where the key is not one to be kept.
  /// Valid until cells are put out.
  int number(int first, int second, int tag, int slot) {
    int at = find(pair(first, second), pair(tag, slot));
    if (table[at] != 0) {
      return table[at] - 1;
    }
    var key = new Key(first, second, tag, slot);
    if (bound != null && order.compare(key, bound) > 0) {
      return NONE;
    }
    add(new Cell(key, new Measures()), at);
    return size - 1;
  }

  Measures measures(int number) {
    return cell(number).measures();
  }

  private void add(Cell cell, int at) {
    if (size == cells.length) {
      resize(size * 2);
    }
    put(size++, cell);
    table[at] = size;
    if (size * 2 > table.length) {
      rehash(table.length * 2);
    }
  }

  private void resize(int capacity) {
    cells = Arrays.copyOf(cells, capacity);
    words = Arrays.copyOf(words, capacity);
    places = Arrays.copyOf(places, capacity);
  }

  private void put(int number, Cell cell) {
    cells[number] = cell;
    words[number] = pair(cell.key().first(), cell.key().second());
    places[number] = pair(cell.key().tag(), cell.key().slot());
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  private void rehash(int slots) {
    table = new int[slots];
    for (int number = 0; number < size; number++) {
      table[find(words[number], places[number])] = number + 1;
    }
  }

  private int find(long word, long place) {
    int at = (int) Ranks.with(word, place) & (table.length - 1);
    while (table[at] != 0 && (words[table[at] - 1] != word || places[table[at] - 1] != place)) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private Cell cell(int number) {
    Cell cell = cells[number];
    if (cell == null) {
      throw new IllegalStateException("there are " + size + " cells, none at " + number);
    }
    return cell;
  }

  boolean isCrowded() {
    return size / 2 >= limit;
  }

  int limit() {
    return limit;
  }

  /// The last key that may be kept; null where nothing was put out.
  @Nullable Key bound() {
    return bound;
  }

  /// Keeps nothing behind this key, since elsewhere such keys were put out.
  void keepUpTo(Key last) {
    if (bound == null || order.compare(last, bound) < 0) {
      bound = last;
      isOutOfBounds = true;
    }
  }

  int size() {
    return size;
  }

  /// Puts out the cells that are over the limit or out of bounds.
  void evict(Consumer<Cell> evicted) {
    if (size <= limit && !isOutOfBounds) {
      return;
    }
    Cell[] all = all();
    Arrays.sort(all, Comparator.comparing(Cell::key, order));
    int kept = Math.min(limit, withinBounds(all));
    if (kept < all.length && kept == limit) {
      bound = all[kept - 1].key();
    }
    isOutOfBounds = false;
    resize(Math.max(kept, 16));
    Arrays.fill(cells, null);
    for (size = 0; size < kept; size++) {
      put(size, all[size]);
    }
    rehash(Integer.highestOneBit(Math.max(kept, 8)) * 4);
    for (int at = kept; at < all.length; at++) {
      evicted.accept(all[at]);
    }
  }

  private int withinBounds(Cell[] sorted) {
    int count = sorted.length;
    while (count > 0 && bound != null && order.compare(sorted[count - 1].key(), bound) > 0) {
      count--;
    }
    return count;
  }

  /// The measures of a key that is here, or null.
  @Nullable Measures find(Key key) {
    int at = find(pair(key.first(), key.second()), pair(key.tag(), key.slot()));
    return table[at] == 0 ? null : cell(table[at] - 1).measures();
  }

  /// The cells that are here now.
  Cell[] all() {
    var all = new Cell[size];
    for (int number = 0; number < size; number++) {
      all[number] = cell(number);
    }
    return all;
  }
}
