package dev.clew.store.cube;

import dev.clew.store.CorruptBlockException;

/// Reads what a [CubeWriter] wrote. What is allocated is bounded by the bytes there are; what
/// breaks a rule of cubes is refused.
final class CubeReader {
  private final VarintReader in;
  private final Words words;
  private final int limit;

  private CubeReader(VarintReader in, Words words) throws CorruptBlockException {
    this.in = in;
    this.words = words;
    in.unsigned("version", CubeWriter.VERSION, CubeWriter.VERSION);
    limit = in.unsigned("limit", 1, Cube.MAX_LIMIT);
  }

  static Cube read(byte[] bytes, Words words, String file) throws CorruptBlockException {
    var in = new VarintReader(bytes, file);
    var reader = new CubeReader(in, words);
    Cube cube = reader.readCells();
    if (in.left() > 0) {
      throw in.corrupt(in.left() + " bytes behind the cube's end");
    }
    return cube;
  }

  private Cube readCells() throws CorruptBlockException {
    int[] codes = readWords();
    Key[] keys = readKeys(codes);
    long[] errors = new long[keys.length];
    for (int cell = 0; cell < keys.length; cell++) {
      errors[cell] = in.unsigned();
    }
    int[] sizes = new int[keys.length];
    for (int cell = 0; cell < keys.length; cell++) {
      sizes[cell] = in.unsigned("number of buckets", 1, Math.min(Histogram.BUCKETS, in.left()));
    }
    Measures[] measures = readBuckets(sizes);
    for (int cell = 0; cell < keys.length; cell++) {
      addErrors(measures[cell], errors[cell]);
    }
    return cube(keys, measures);
  }

  private int[] readWords() throws CorruptBlockException {
    int[] lengths = new int[in.count("number of words", Integer.MAX_VALUE)];
    for (int word = 0; word < lengths.length; word++) {
      lengths[word] = in.count("length of a word", Integer.MAX_VALUE);
    }
    int[] codes = new int[lengths.length + 1];
    codes[0] = Words.OTHER;
    for (int word = 0; word < lengths.length; word++) {
      codes[word + 1] = words.code(in.text(lengths[word]));
      if (words.compare(codes[word], codes[word + 1]) >= 0) {
        throw in.corrupt("word " + word + " is out of order");
      }
    }
    return codes;
  }

  private Key[] readKeys(int[] codes) throws CorruptBlockException {
    int[][] columns = new int[4][in.count("number of cells", Integer.MAX_VALUE)];
    readByDistance("first word", columns[0], 0, codes.length - 1);
    readByDistance("second word", columns[1], 0, codes.length - 1);
    for (int cell = 0; cell < columns[2].length; cell++) {
      columns[2][cell] = in.unsigned("tag", 0, Key.MAX_TAG);
    }
    readByDistance("slot", columns[3], Slots.ANY, Integer.MAX_VALUE);
    var keys = new Key[columns[0].length];
    for (int cell = 0; cell < keys.length; cell++) {
      keys[cell] =
          new Key(
              codes[columns[0][cell]], codes[columns[1][cell]], columns[2][cell], columns[3][cell]);
    }
    return keys;
  }

  private void readByDistance(String what, int[] column, int least, int most)
      throws CorruptBlockException {
    int previous = 0;
    for (int cell = 0; cell < column.length; cell++) {
      previous = in.signed(what, previous, least, most);
      column[cell] = previous;
    }
  }

  private Measures[] readBuckets(int[] sizes) throws CorruptBlockException {
    var tokens = new int[sizes.length][];
    for (int cell = 0; cell < sizes.length; cell++) {
      if (sizes[cell] > in.left()) {
        throw in.corrupt(sizes[cell] + " buckets in " + in.left() + " bytes");
      }
      tokens[cell] = new int[sizes[cell]];
      for (int place = 0; place < tokens[cell].length; place++) {
        tokens[cell][place] = in.unsigned("distance of a bucket", 0, 2 * Histogram.BUCKETS);
      }
    }
    var measures = new Measures[sizes.length];
    for (int cell = 0; cell < sizes.length; cell++) {
      measures[cell] = new Measures();
      readCounts(tokens[cell], measures[cell].durations());
    }
    return measures;
  }

  private void readCounts(int[] tokens, Histogram durations) throws CorruptBlockException {
    int bucket = 0;
    for (int place = 0; place < tokens.length; place++) {
      int distance = tokens[place] >>> 1;
      bucket += distance;
      if (bucket >= Histogram.BUCKETS || (place > 0 && distance == 0)) {
        throw in.corrupt("bucket " + bucket + ", expected a higher one below " + Histogram.BUCKETS);
      }
      long count = (tokens[place] & 1) == 0 ? 1 : in.unsigned() + 2;
      if (count < 1 || count > Long.MAX_VALUE - durations.count()) {
        throw in.corrupt("a bucket that counts " + count);
      }
      durations.add(bucket, count);
    }
  }

  private void addErrors(Measures measures, long errors) throws CorruptBlockException {
    if (errors < 0 || errors > measures.count()) {
      throw in.corrupt(errors + " errors among " + measures.count());
    }
    measures.addErrors(errors);
  }

  private Cube cube(Key[] keys, Measures[] measures) throws CorruptBlockException {
    var cube = new Cube(words, limit);
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
      cube.measures(key).merge(measures[cell]);
    }
    cube.closeLevels();
    return cube;
  }
}
