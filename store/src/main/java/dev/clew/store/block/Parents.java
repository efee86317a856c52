package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;

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

  /// Span ids of the page that a parent may have.
  interface SpanIds {
    /// The ids of a run of rows, which count from the page's first.
    long[] read(Slice rows) throws IOException;
  }

  /// Reads the parents of some rows, which count from the page's first.
  static long[] decode(ByteSource in, Slice rows, SpanIds spanIds) throws IOException {
    long[] marks = NumberReader.read(in, new Slice(rows.count(), 0, rows.count()));
    long[] elsewhere = elsewhere(in, marks, rows);
    long[] parents = new long[rows.size()];
    int lowest = rows.count();
    int highest = -1;
    for (int row = rows.from(); row < rows.to(); row++) {
      long parent = isInPage(marks[row]) ? parentRow(row, marks[row]) : row;
      if (parent < 0 || parent >= rows.count()) {
        throw in.corrupt("needs a parent in the page, has one " + (row - parent) + " rows away");
      }
      parents[row - rows.from()] = parent;
      lowest = Math.min(lowest, (int) parent);
      highest = Math.max(highest, (int) parent);
    }
    long[] ids =
        highest < 0 ? new long[0] : spanIds.read(new Slice(rows.count(), lowest, highest + 1));
    int next = 0;
    for (int at = 0; at < parents.length; at++) {
      long mark = marks[rows.from() + at];
      if (mark == ELSEWHERE) {
        parents[at] = elsewhere[next++];
      } else {
        parents[at] = mark == ROOT ? 0 : ids[(int) parents[at] - lowest];
      }
    }
    return parents;
  }

  private static boolean isInPage(long mark) {
    return mark != ROOT && mark != ELSEWHERE;
  }

  private static long parentRow(int row, long mark) {
    long zigzag = mark - FIRST_DISTANCE;
    return row - ((zigzag >>> 1) ^ -(zigzag & 1));
  }

  /// The ids that are written down for these rows.
  private static long[] elsewhere(ByteSource in, long[] marks, Slice rows)
      throws CorruptBlockException {
    int from = count(marks, 0, rows.from());
    int to = from + count(marks, rows.from(), rows.to());
    return NumberReader.read(in, new Slice(to + count(marks, rows.to(), marks.length), from, to));
  }

  private static int count(long[] marks, int from, int to) {
    int count = 0;
    for (int row = from; row < to; row++) {
      count += marks[row] == ELSEWHERE ? 1 : 0;
    }
    return count;
  }
}
