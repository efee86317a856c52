package dev.clew.store.cube;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A cube as it stands in a block, checked: its keys are read, its durations only when they are
/// asked for. Never changed, so that any thread may read it.
public final class WrittenCube {
  private static final int BYTES_A_CELL = 96;
  private static final int BYTES_A_WORD = 128;

  private final Words words;
  private final int limit;
  private final int byteCount;
  private final Key[] keys;
  private final long[] errors;
  private final WrittenDurations[] durations;
  private final @Nullable Key[] bounds = new Key[Key.LEVELS];

  /// @param keys in order, of these words
  WrittenCube(
      Words words,
      int limit,
      int byteCount,
      Key[] keys,
      long[] errors,
      WrittenDurations[] durations) {
    this.words = words;
    this.limit = limit;
    this.byteCount = byteCount;
    this.keys = keys;
    this.errors = errors;
    this.durations = durations;
    for (int level = 0; level + 1 < Key.LEVELS; level++) {
      bounds[level] = has(level + 1) ? last(level) : null;
    }
  }

  /// The cube that became these bytes.
  ///
  /// @param file named in the complaint about damage
  public static WrittenCube of(byte[] bytes, String file) throws CorruptBlockException {
    return CubeReader.read(bytes, file);
  }

  private boolean has(int level) {
    return Arrays.stream(keys).anyMatch(key -> key.level() == level);
  }

  private @Nullable Key last(int level) {
    Comparator<Key> order = Key.byRank(words);
    Key last = null;
    for (Key key : keys) {
      if (key.level() == level && (last == null || order.compare(key, last) > 0)) {
        last = key;
      }
    }
    return last;
  }

  /// The cube, to go on counting in.
  ///
  /// @param into where its words are put
  public Cube unfold(Words into) {
    var cube = new Cube(into, limit);
    cube.merge(this, Window.ALL);
    return cube;
  }

  /// About how much memory it takes.
  public long memoryBytes() {
    return byteCount + (long) BYTES_A_CELL * keys.length + (long) BYTES_A_WORD * words.size();
  }

  int size() {
    return keys.length;
  }

  Words words() {
    return words;
  }

  Key key(int cell) {
    return keys[cell];
  }

  long errors(int cell) {
    return errors[cell];
  }

  WrittenDurations durations(int cell) {
    return durations[cell];
  }

  /// The last key of a level that may be kept; null where nothing was put out.
  @Nullable Key bound(int level) {
    return bounds[level];
  }
}
