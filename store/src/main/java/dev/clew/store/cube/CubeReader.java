package dev.clew.store.cube;

import dev.clew.store.Buckets;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.cube.WrittenDurations.Passed;

/// Reads what a [CubeWriter] wrote. What is allocated is bounded by the bytes there are; what
/// breaks a rule of cubes is refused.
final class CubeReader {
  private final VarintReader in;
  private final byte[] bytes;
  private final Words words = new Words();
  private final int limit;

  private CubeReader(byte[] bytes, String file) throws CorruptBlockException {
    this.bytes = bytes;
    in = new VarintReader(bytes, file);
    in.unsigned("version", CubeWriter.VERSION, CubeWriter.VERSION);
    limit = in.unsigned("limit", 1, Cube.MAX_LIMIT);
  }

  static WrittenCube read(byte[] bytes, String file) throws CorruptBlockException {
    var reader = new CubeReader(bytes, file);
    WrittenCube cube = reader.readCells();
    if (reader.in.left() > 0) {
      throw reader.in.corrupt(reader.in.left() + " bytes behind the cube's end");
    }
    return cube;
  }

  private WrittenCube readCells() throws CorruptBlockException {
    readWords();
    Key[] keys = readKeys();
    long[] errors = new long[keys.length];
    for (int cell = 0; cell < keys.length; cell++) {
      errors[cell] = in.unsigned();
    }
    int[] sizes = new int[keys.length];
    for (int cell = 0; cell < keys.length; cell++) {
      sizes[cell] = in.unsigned("number of buckets", 1, Math.min(Buckets.COUNT, in.left()));
    }
    WrittenDurations[] durations = readDurations(sizes);
    for (int cell = 0; cell < keys.length; cell++) {
      if (errors[cell] < 0 || errors[cell] > durations[cell].count()) {
        throw in.corrupt(errors[cell] + " errors among " + durations[cell].count());
      }
    }
    return new WrittenCube(words, limit, bytes.length, keys, errors, durations);
  }

  /// The words are in order, so that the first has the number 0.
  private void readWords() throws CorruptBlockException {
    int[] lengths = new int[in.count("number of words", Integer.MAX_VALUE)];
    for (int word = 0; word < lengths.length; word++) {
      lengths[word] = in.count("length of a word", Integer.MAX_VALUE);
    }
    int previous = Words.OTHER;
    for (int word = 0; word < lengths.length; word++) {
      int code = words.code(in.text(lengths[word]));
      if (words.compare(previous, code) >= 0) {
        throw in.corrupt("word " + word + " is out of order");
      }
      previous = code;
    }
  }

  private Key[] readKeys() throws CorruptBlockException {
    int[][] columns = new int[4][in.count("number of cells", Integer.MAX_VALUE)];
    readByDistance("first word", columns[0], 0, words.size());
    readByDistance("second word", columns[1], 0, words.size());
    for (int cell = 0; cell < columns[2].length; cell++) {
      columns[2][cell] = in.unsigned("tag", 0, Key.MAX_TAG);
    }
    readByDistance("slot", columns[3], Slots.ANY, Integer.MAX_VALUE);
    var keys = new Key[columns[0].length];
    for (int cell = 0; cell < keys.length; cell++) {
      keys[cell] =
          new Key(columns[0][cell] - 1, columns[1][cell] - 1, columns[2][cell], columns[3][cell]);
    }
    check(keys);
    return keys;
  }

  private void check(Key[] keys) throws CorruptBlockException {
    var order = Key.byText(words);
    int[] found = new int[Key.LEVELS];
    for (int cell = 0; cell < keys.length; cell++) {
      Key key = keys[cell];
      if (cell > 0 && order.compare(keys[cell - 1], key) >= 0) {
        throw in.corrupt("cell " + cell + " is out of order");
      }
      if (!key.isWellFormed() || ++found[key.level()] > Cube.limit(key.level(), limit)) {
        throw in.corrupt("a cell that is not one of a cube: " + key);
      }
    }
  }

  private void readByDistance(String what, int[] column, int least, int most)
      throws CorruptBlockException {
    int previous = 0;
    for (int cell = 0; cell < column.length; cell++) {
      previous = in.signed(what, previous, least, most);
      column[cell] = previous;
    }
  }

  private WrittenDurations[] readDurations(int[] sizes) throws CorruptBlockException {
    var passed = new Passed[sizes.length];
    for (int cell = 0; cell < sizes.length; cell++) {
      passed[cell] = passBuckets(sizes[cell]);
    }
    var durations = new WrittenDurations[sizes.length];
    for (int cell = 0; cell < sizes.length; cell++) {
      int counts = in.at();
      long count = passCounts(passed[cell]);
      durations[cell] = new WrittenDurations(bytes, passed[cell], counts, count);
    }
    return durations;
  }

  private Passed passBuckets(int size) throws CorruptBlockException {
    int start = in.at();
    int several = 0;
    int lowest = 0;
    int bucket = 0;
    for (int place = 0; place < size; place++) {
      int token = in.unsigned("distance of a bucket", 0, 2 * Buckets.COUNT);
      bucket += token >>> 1;
      if (bucket >= Buckets.COUNT || (place > 0 && token >>> 1 == 0)) {
        throw in.corrupt("bucket " + bucket + ", expected a higher one below " + Buckets.COUNT);
      }
      several += token & 1;
      lowest = place == 0 ? bucket : lowest;
    }
    return new Passed(start, size, lowest, bucket, several);
  }

  /// Returns the count of all buckets of a cell.
  private long passCounts(Passed passed) throws CorruptBlockException {
    long sum = (long) passed.size() - passed.several();
    for (int place = 0; place < passed.several(); place++) {
      long count = in.unsigned() + 2;
      if (count < 1 || count > Long.MAX_VALUE - sum) {
        throw in.corrupt("a bucket that counts " + count);
      }
      sum += count;
    }
    return sum;
  }
}
