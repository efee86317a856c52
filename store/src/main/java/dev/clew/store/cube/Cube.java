package dev.clew.store.cube;

import dev.clew.store.LatencySum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts, errors and durations by series and slot of time, bounded in cells, exact in its totals.
///
/// What there is no cell for is counted one level up, see [Key]: nothing is ever lost, only told
/// apart less. The cells of each level are those of the keys first in a fixed random order (see
/// [Cells]), so what a cube holds depends only on what was counted, not on the order; merging cubes
/// is associative and commutative, and the cube of a whole is the merge of the cubes of its parts.
///
/// Owned by one thread.
public final class Cube {
  /// Cells of full detail in the cube of a block. A cell takes some 250 bytes of memory and 10 for
  /// each bucket, of which there are never more than spans were counted.
  public static final int USUAL_LIMIT = 1 << 14;

  static final int MAX_LIMIT = 1 << 20;

  private final Words words;
  private final List<Cells> levels = new ArrayList<>();
  private final Cells detailed;
  private final Waiting waiting = new Waiting();

  /// @param limit how many cells of full detail there are at most; each level above has half of
  ///   that, the last has a cell a tag
  public Cube(Words words, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "a cube has 1 to " + MAX_LIMIT + " cells of full detail, got " + limit);
    }
    this.words = words;
    for (int level = 0; level < Key.LEVELS; level++) {
      levels.add(new Cells(words, limit(level, limit)));
    }
    detailed = levels.getFirst();
  }

  static int limit(int level, int limit) {
    return switch (level) {
      case 0 -> limit;
      case 1, 2 -> Math.max(limit / 2, 1);
      default -> Key.MAX_TAG + 1;
    };
  }

  /// Counts one thing of full detail.
  void add(int first, int second, int tag, int slot, long durationNanos, boolean hasError) {
    int own = detailed.number(first, second, tag, slot);
    if (own == Cells.NONE) {
      measures(new Key(first, second, tag, slot).coarser()).add(durationNanos, hasError);
    } else {
      waiting.add(own, durationNanos, hasError);
    }
    if (waiting.isFull()) {
      waiting.moveTo(detailed);
    }
    relieve();
  }

  /// The measures to which a key's counts go: its own, or those of the first level above it that
  /// has any.
  Measures measures(Key key) {
    Measures found = find(key);
    for (Key coarser = key; found == null; found = find(coarser)) {
      coarser = coarser.coarser();
    }
    return found;
  }

  private @Nullable Measures find(Key key) {
    Cells cells = levels.get(key.level());
    int number = cells.number(key.first(), key.second(), key.tag(), key.slot());
    return number == Cells.NONE ? null : cells.measures(number);
  }

  private void relieve() {
    if (detailed.isCrowded() || levels.get(1).isCrowded() || levels.get(2).isCrowded()) {
      settle();
    }
  }

  private void settle() {
    waiting.moveTo(detailed);
    for (Cells level : levels) {
      level.evict(cell -> measures(cell.key().coarser()).merge(cell.measures()));
    }
  }

  /// Adds what another cube has counted. What that one had no cell for has none here either.
  public void merge(Cube other) {
    merge(other, Window.ALL);
  }

  /// Adds what another cube has counted within a window.
  void merge(Cube other, Window window) {
    other.settle();
    boundBy(other, window);
    for (Cells level : other.levels) {
      for (Cell cell : level.all()) {
        if (window.contains(cell.key().slot())) {
          measures(window.step(translated(cell.key(), other.words))).merge(cell.measures());
          relieve();
        }
      }
    }
    settle();
  }

  /// Adds what a block has counted within a window.
  void merge(WrittenCube other, Window window) {
    int[] codes = new int[other.words().size()];
    Arrays.fill(codes, Words.OTHER);
    for (int level = 0; level < Key.LEVELS; level++) {
      Key last = other.bound(level);
      if (last != null) {
        levels.get(level).keepUpTo(window.bound(translated(last, other.words(), codes)));
      }
    }
    for (int cell = 0; cell < other.size(); cell++) {
      Key key = other.key(cell);
      if (window.contains(key.slot())) {
        measures(window.step(translated(key, other.words(), codes)))
            .merge(other.durations(cell), other.errors(cell));
        relieve();
      }
    }
    settle();
  }

  /// @param codes the numbers here of the words there, as far as they are known
  private Key translated(Key key, Words from, int[] codes) {
    return new Key(
        translated(key.first(), from, codes),
        translated(key.second(), from, codes),
        key.tag(),
        key.slot());
  }

  private int translated(int word, Words from, int[] codes) {
    if (word == Words.OTHER) {
      return word;
    }
    if (codes[word] == Words.OTHER) {
      codes[word] = words.code(from.text(word));
    }
    return codes[word];
  }

  /// Has no cell for what another cube has none for.
  void boundBy(Cube other) {
    boundBy(other, Window.ALL);
    settle();
  }

  private void boundBy(Cube other, Window window) {
    for (int level = 0; level < Key.LEVELS; level++) {
      Key last = other.levels.get(level).bound();
      if (last != null) {
        levels.get(level).keepUpTo(window.bound(translated(last, other.words)));
      }
    }
  }

  /// Takes back what another cube has counted, as far as it is here: at most all of a cell.
  void subtract(Cube other) {
    settle();
    var room = new LatencySum();
    for (Cell cell : other.unsorted()) {
      Measures found = found(translated(cell.key(), other.words));
      if (found != null) {
        found.subtract(cell.measures(), room);
      }
    }
  }

  private @Nullable Measures found(Key of) {
    Key key = of;
    Measures found = levels.get(key.level()).find(key);
    while (found == null && key.level() < Key.LEVELS - 1) {
      key = key.coarser();
      found = levels.get(key.level()).find(key);
    }
    return found;
  }

  private Key translated(Key key, Words from) {
    return from == words
        ? key
        : new Key(
            translated(key.first(), from), translated(key.second(), from), key.tag(), key.slot());
  }

  private int translated(int word, Words from) {
    return word == Words.OTHER ? word : words.code(from.text(word));
  }

  /// The cube as bytes; equal cubes become equal bytes.
  public byte[] toBytes() {
    return CubeWriter.write(this);
  }

  int limit() {
    return detailed.limit();
  }

  public Words words() {
    return words;
  }

  /// All cells in the order of their words, tags and slots.
  public List<Cell> cells() {
    List<Cell> all = unsorted();
    all.sort(Comparator.comparing(Cell::key, Key.byText(words)));
    return all;
  }

  /// All cells, in no particular order.
  List<Cell> unsorted() {
    settle();
    var all = new ArrayList<Cell>();
    for (Cells level : levels) {
      all.addAll(List.of(level.all()));
    }
    all.removeIf(cell -> cell.measures().count() == 0);
    return all;
  }

  /// True when nothing was counted.
  public boolean isEmpty() {
    return levels.stream().allMatch(level -> level.size() == 0);
  }

  /// The earliest slot in which something was counted; `Slots.ANY` where that is not told of all.
  public int firstSlot() {
    return unsorted().stream().mapToInt(cell -> cell.key().slot()).min().orElse(Slots.ANY);
  }

  /// The latest slot in which something was counted.
  public int lastSlot() {
    return unsorted().stream().mapToInt(cell -> cell.key().slot()).max().orElse(Slots.ANY);
  }

  /// Everything together, whatever the key.
  public Measures total() {
    var total = new Measures();
    for (Cell cell : unsorted()) {
      total.merge(cell.measures());
    }
    return total;
  }
}
