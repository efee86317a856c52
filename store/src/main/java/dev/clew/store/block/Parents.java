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
  static void encode(long[] parents, long[] spanIds, ByteSink tight, ByteSink compressible) {
    int count = parents.length;
    int[] bySpanId = StableOrder.identity(count);
    StableOrder.sort(bySpanId, 0, count, spanIds);
    long[] marks = new long[count];
    long[] elsewhere = new long[count];
    int elsewhereCount = 0;
    for (int row = 0; row < count; row++) {
      marks[row] = mark(row, parents[row], spanIds, bySpanId);
      if (marks[row] == ELSEWHERE) {
        elsewhere[elsewhereCount++] = parents[row];
      }
    }
    Numbers.encode(marks, count, tight);
    Numbers.encode(elsewhere, elsewhereCount, tight);
    Numbers.encodeBytewise(marks, count, compressible);
    Numbers.encodeBytewise(elsewhere, elsewhereCount, compressible);
  }

  private static long mark(int row, long parent, long[] spanIds, int[] bySpanId) {
    if (parent == 0) {
      return ROOT;
    }
    int found = find(parent, spanIds, bySpanId);
    if (found < 0) {
      return ELSEWHERE;
    }
    int distance = row - found;
    return FIRST_DISTANCE + (((long) distance << 1) ^ (distance >> 31));
  }

  private static int find(long id, long[] spanIds, int[] bySpanId) {
    int low = 0;
    int high = bySpanId.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spanIds[bySpanId[middle]] < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < bySpanId.length && spanIds[bySpanId[low]] == id ? bySpanId[low] : -1;
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
