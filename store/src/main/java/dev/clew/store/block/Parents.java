package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;

/// Encodes parent span ids as how many rows the parent stands away, where it stands in the same
/// page: a span id takes eight bytes, a distance mostly a few bits.
final class Parents {
  private static final long ROOT = 0;

  /// The parent is elsewhere, its id is written down.
  private static final long ELSEWHERE = 1;

  private static final long FIRST_DISTANCE = 2;

  private Parents() {}

  /// Encodes one parent a row.
  ///
  /// @param spanIds the ids of the rows of the page
  /// @param ids scratch
  static void encode(
      NumberRun parents, NumberRun spanIds, IdTable ids, ByteSink tight, ByteSink compressible) {
    int count = parents.count();
    ids.clear(count);
    for (int row = 0; row < count; row++) {
      ids.put(spanIds.values[spanIds.from + row], row);
    }
    long[] marks = new long[count];
    long[] elsewhere = new long[count];
    int elsewhereCount = 0;
    for (int row = 0; row < count; row++) {
      long parent = parents.values[parents.from + row];
      marks[row] = mark(row, parent, ids);
      if (marks[row] == ELSEWHERE) {
        elsewhere[elsewhereCount++] = parent;
      }
    }
    NumberRun allMarks = NumberRun.of(marks, 0, count);
    NumberRun allElsewhere = NumberRun.of(elsewhere, 0, elsewhereCount);
    Numbers.encode(allMarks, tight);
    Numbers.encode(allElsewhere, tight);
    Numbers.encodeBytewise(allMarks, compressible);
    Numbers.encodeBytewise(allElsewhere, compressible);
  }

  private static long mark(int row, long parent, IdTable ids) {
    if (parent == 0) {
      return ROOT;
    }
    int found = ids.find(parent);
    if (found < 0) {
      return ELSEWHERE;
    }
    int distance = row - found;
    return FIRST_DISTANCE + (((long) distance << 1) ^ (distance >> 31));
  }

  static long[] decode(ByteSource in, long[] spanIds) throws CorruptBlockException {
    long[] parents = Numbers.decode(in, spanIds.length);
    int elsewhereCount = (int) Arrays.stream(parents).filter(mark -> mark == ELSEWHERE).count();
    long[] elsewhere = Numbers.decode(in, elsewhereCount);
    int next = 0;
    for (int row = 0; row < parents.length; row++) {
      long mark = parents[row];
      if (mark == ELSEWHERE) {
        parents[row] = elsewhere[next++];
      } else if (mark != ROOT) {
        long zigzag = mark - FIRST_DISTANCE;
        long parent = row - ((zigzag >>> 1) ^ -(zigzag & 1));
        if (parent < 0 || parent >= spanIds.length) {
          throw in.corrupt("needs a parent in the page, has one " + (row - parent) + " rows away");
        }
        parents[row] = spanIds[(int) parent];
      }
    }
    return parents;
  }
}
