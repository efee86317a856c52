package dev.clew.store.block;

import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What the spans of each row of a digest have in common, column by column, and how many they are.
///
/// @param columns by column, the value of each cell; none of one that does not tell cells apart
@SuppressWarnings("ArrayRecordComponent") // shared by those who read it, never compared
record DigestCells(int[][] columns, int[] counts) {
  /// The columns, in the order in which they stand in files.
  static final List<StoredKey> KEYS =
      List.of(
          StoredKey.RESOURCE,
          StoredKey.NAME,
          StoredKey.KIND,
          StoredKey.STATUS,
          StoredKey.START_NANOS,
          StoredKey.DURATION_NANOS);

  static final int START = KEYS.indexOf(StoredKey.START_NANOS);
  private static final int DURATION = KEYS.indexOf(StoredKey.DURATION_NANOS);

  /// What a cell cannot have.
  static final int NONE = Integer.MIN_VALUE;

  // What starts later does so in no year that anybody lives in.
  private static final long MOST_NANOS = Long.MAX_VALUE - Digest.STEP_NANOS;
  private static final int MOST_STEPS = (int) (MOST_NANOS / Digest.STEP_NANOS) + 1;

  /// The values of a column that does not tell cells apart.
  static final int[] UNTOLD = {};

  int size() {
    return counts.length;
  }

  /// True where the column tells cells apart.
  boolean tells(int column) {
    return columns[column].length == size();
  }

  /// What a cell has for a value of a column, or `NONE`.
  static int cellValue(int column, long value) {
    if (column == START) {
      return value < 0 || value > MOST_NANOS ? NONE : (int) Math.ceilDiv(value, Digest.STEP_NANOS);
    }
    if (column == DURATION) {
      return value < 2 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(value - 1);
    }
    return value == (int) value ? (int) value : NONE;
  }

  /// What a digest shows for what a cell has.
  static long shown(int column, int cellValue) {
    if (column == START) {
      return cellValue * Digest.STEP_NANOS;
    }
    if (column == DURATION) {
      return cellValue == Long.SIZE - 1 ? Long.MAX_VALUE : 1L << cellValue;
    }
    return cellValue;
  }

  /// The cells that these columns tell apart.
  DigestCells by(Set<Intrinsic> told) {
    int[] columnsTold =
        IntStream.range(0, columns.length).filter(column -> isIn(told, column)).toArray();
    return CellSums.of(this, columnsTold).orElseGet(() -> byEach(columnsTold));
  }

  private DigestCells byEach(int[] told) {
    var cells = new RowCells(size(), columns.length, size());
    for (int column : told) {
      cells.split(column, columns[column]);
    }
    int[] sums = new int[cells.size()];
    for (int cell = 0; cell < size(); cell++) {
      sums[cells.cell(cell)] += counts[cell];
    }
    var kept = new int[columns.length][];
    Arrays.fill(kept, UNTOLD);
    for (int column : told) {
      kept[column] = cells.columns()[column];
    }
    return new DigestCells(kept, sums);
  }

  private static boolean isIn(Set<Intrinsic> told, int column) {
    return KEYS.get(column).shown().filter(told::contains).isPresent();
  }

  void write(ByteSink out) {
    out.varint(size());
    for (int[] column : columns) {
      Numbers.encodeSmallest(Arrays.stream(column).asLongStream().toArray(), size(), out);
    }
    Numbers.encodeSmallest(Arrays.stream(counts).asLongStream().toArray(), size(), out);
  }

  /// Reads the columns that are told, and passes over the others.
  ///
  /// @param rowCount how many spans there have to be in all
  /// @param lastCodes by column, the last code that there is
  static DigestCells read(ByteSource in, int rowCount, Set<Intrinsic> told, int[] lastCodes)
      throws CorruptBlockException {
    int size = in.count(rowCount);
    var columns = new int[KEYS.size()][];
    for (int column = 0; column < columns.length; column++) {
      if (isIn(told, column)) {
        int most = Math.min(most(column), lastCodes[column]);
        columns[column] = numbers(in, size, least(column), most);
      } else {
        NumberReader.read(in, new Slice(size, 0, 0));
        columns[column] = UNTOLD;
      }
    }
    int[] counts = numbers(in, size, 1, rowCount);
    in.end();
    long spans = Arrays.stream(counts).asLongStream().sum();
    if (spans != rowCount) {
      throw in.corrupt("needs to count " + rowCount + " spans, counts " + spans);
    }
    return new DigestCells(columns, counts);
  }

  private static int least(int column) {
    boolean isEnum =
        KEYS.get(column).equals(StoredKey.KIND) || KEYS.get(column).equals(StoredKey.STATUS);
    return isEnum ? Integer.MIN_VALUE : 0;
  }

  private static int most(int column) {
    return column == START ? MOST_STEPS : column == DURATION ? Long.SIZE - 1 : Integer.MAX_VALUE;
  }

  private static int[] numbers(ByteSource in, int size, int least, int most)
      throws CorruptBlockException {
    long[] wide = Numbers.decode(in, size);
    int[] numbers = new int[size];
    for (int at = 0; at < size; at++) {
      if (wide[at] < least || wide[at] > most) {
        throw in.corrupt("needs numbers from " + least + " to " + most + ", has " + wide[at]);
      }
      numbers[at] = (int) wide[at];
    }
    return numbers;
  }
}
