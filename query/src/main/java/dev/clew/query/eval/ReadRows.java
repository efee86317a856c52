package dev.clew.query.eval;

import dev.clew.query.plan.Bits;
import dev.clew.query.plan.SpanTests;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows of blocks as they were read, in the order in which these came, on their way into a batch.
///
/// Owned by one thread.
final class ReadRows {
  static final int ID = 0;
  static final int PARENT = 1;
  static final int KIND = 2;
  static final int START = 3;
  static final int DURATION = 4;
  static final int STATUS = 5;
  static final int SERVICE = 6;
  private static final int COLUMNS = 7;

  private final Lexicon lexicon;
  private final int[] traces;
  private final long[][] columns = new long[COLUMNS][];
  private final long[][] passing;
  private final @Nullable Values[] values;
  private int size;

  /// @param rows how many there will be at most
  ReadRows(int rows, Program program, Lexicon lexicon) {
    this.lexicon = lexicon;
    traces = new int[rows];
    Arrays.setAll(columns, _ -> new long[rows]);
    passing = new long[program.tests().size()][Bits.words(rows)];
    values = new Values[program.fields().size()];
    for (int field = 0; field < values.length; field++) {
      if (SpanTests.isOfSpan(program.fields().get(field))) {
        values[field] = new Values(rows, lexicon.texts());
      }
    }
  }

  Lexicon lexicon() {
    return lexicon;
  }

  int size() {
    return size;
  }

  /// Makes room for rows of these traces, and returns the first of them.
  int add(int[] places) {
    int first = size;
    System.arraycopy(places, 0, traces, first, places.length);
    size += places.length;
    return first;
  }

  int capacity() {
    return traces.length;
  }

  /// The place of a row's trace among those of the batch.
  int trace(int row) {
    return traces[row];
  }

  long[] column(int column) {
    return columns[column];
  }

  int testCount() {
    return passing.length;
  }

  /// The rows that pass a test of the program.
  long[] passing(int test) {
    return passing[test];
  }

  int fieldCount() {
    return values.length;
  }

  /// What was read of a field; null of one that no single span has.
  @Nullable Values values(int field) {
    return values[field];
  }
}
