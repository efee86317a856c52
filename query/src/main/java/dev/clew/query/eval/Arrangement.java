package dev.clew.query.eval;

import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.traceql.FieldExpr.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Arranges rows as a batch has them: trace by trace, by start, of a span that came again only the
/// last.
///
/// Owned by one thread.
final class Arrangement {
  private final ReadRows rows;
  private final List<TraceId> traces;
  private final Program program;
  private final Checkpoint checkpoint;
  private final int[] order;
  private final boolean isAsRead;

  private Arrangement(
      ReadRows rows, List<TraceId> traces, Program program, Checkpoint checkpoint, int[] order) {
    this.rows = rows;
    this.traces = traces;
    this.program = program;
    this.checkpoint = checkpoint;
    this.order = order;
    isAsRead = order.length == rows.capacity() && isAscending(order);
  }

  /// Of rows among which spans may come again.
  static Batch batch(ReadRows rows, List<TraceId> traces, Program program, Checkpoint checkpoint) {
    return new Arrangement(rows, traces, program, checkpoint, sorted(rows)).batch();
  }

  /// Of rows of as many spans.
  static Batch ofSpans(
      ReadRows rows, List<TraceId> traces, Program program, Checkpoint checkpoint) {
    int[] order = new int[rows.size()];
    Arrays.setAll(order, row -> row);
    return new Arrangement(rows, traces, program, checkpoint, byStart(rows, order)).batch();
  }

  private static boolean isAscending(int[] order) {
    for (int at = 0; at < order.length; at++) {
      if (order[at] != at) {
        return false;
      }
    }
    return true;
  }

  private static int[] sorted(ReadRows rows) {
    Integer[] all = new Integer[rows.size()];
    Arrays.setAll(all, row -> row);
    Arrays.sort(all, (one, other) -> compareAsSpans(rows, one, other));
    int[] spans = new int[all.length];
    int kept = 0;
    for (int at = 0; at < all.length; at++) {
      if (at + 1 == all.length || compareAsSpans(rows, all[at], all[at + 1]) != 0) {
        spans[kept++] = all[at];
      }
    }
    return byStart(rows, Arrays.copyOf(spans, kept));
  }

  private static int[] byStart(ReadRows rows, int[] spans) {
    int at = 1;
    while (at < spans.length && compareByStart(rows, spans[at - 1], spans[at]) < 0) {
      at++;
    }
    if (at >= spans.length) {
      return spans;
    }
    return Arrays.stream(spans)
        .boxed()
        .sorted((one, other) -> compareByStart(rows, one, other))
        .mapToInt(row -> row)
        .toArray();
  }

  /// Equal for sendings of one span, which sorting leaves in the order in which they came.
  private static int compareAsSpans(ReadRows rows, int one, int other) {
    int byTrace = Integer.compare(rows.trace(one), rows.trace(other));
    if (byTrace != 0) {
      return byTrace;
    }
    long[] ids = rows.column(ReadRows.ID);
    int byId = Long.compareUnsigned(ids[one], ids[other]);
    long[] kinds = rows.column(ReadRows.KIND);
    return byId != 0 ? byId : Long.compare(kinds[one], kinds[other]);
  }

  private static int compareByStart(ReadRows rows, int one, int other) {
    int byTrace = Integer.compare(rows.trace(one), rows.trace(other));
    long[] starts = rows.column(ReadRows.START);
    int byStart = byTrace != 0 ? byTrace : Long.compare(starts[one], starts[other]);
    return byStart != 0 ? byStart : compareAsSpans(rows, one, other);
  }

  private Batch batch() {
    boolean[] hasError = new boolean[order.length];
    for (int at = 0; at < order.length; at++) {
      int status = (int) rows.column(ReadRows.STATUS)[order[at]];
      hasError[at] = StatusCode.of(status) == StatusCode.ERROR;
    }
    var spans =
        new Batch.Spans(
            longs(ReadRows.ID),
            longs(ReadRows.PARENT),
            ints(ReadRows.KIND),
            longs(ReadRows.START),
            longs(ReadRows.DURATION),
            hasError,
            ints(ReadRows.SERVICE));
    var batch =
        new Batch(
            traces, firstRows(), spans, rows.lexicon().services(), passing(), values(), checkpoint);
    derive(batch);
    return batch;
  }

  private int[] firstRows() {
    int[] firstRows = new int[traces.size() + 1];
    for (int row : order) {
      firstRows[rows.trace(row) + 1]++;
    }
    for (int trace = 0; trace < traces.size(); trace++) {
      firstRows[trace + 1] += firstRows[trace];
    }
    return firstRows;
  }

  private long[] longs(int column) {
    long[] read = rows.column(column);
    if (isAsRead) {
      return read;
    }
    long[] values = new long[order.length];
    Arrays.setAll(values, at -> read[order[at]]);
    return values;
  }

  private int[] ints(int column) {
    long[] read = rows.column(column);
    int[] values = new int[order.length];
    Arrays.setAll(values, at -> (int) read[order[at]]);
    return values;
  }

  private long[][] passing() {
    long[][] passing = new long[rows.testCount()][];
    for (int test = 0; test < passing.length; test++) {
      passing[test] = isAsRead ? rows.passing(test) : picked(rows.passing(test));
    }
    return passing;
  }

  private long[] picked(long[] from) {
    long[] picked = new long[Bits.words(order.length)];
    for (int at = 0; at < order.length; at++) {
      if (Bits.get(from, order[at])) {
        Bits.set(picked, at);
      }
    }
    return picked;
  }

  private @Nullable Values[] values() {
    @Nullable Values[] values = new Values[rows.fieldCount()];
    for (int field = 0; field < values.length; field++) {
      Values read = rows.values(field);
      if (read != null) {
        values[field] = isAsRead ? read : picked(read);
      }
    }
    return values;
  }

  private Values picked(Values from) {
    var picked = new Values(order.length, rows.lexicon().texts());
    for (int at = 0; at < order.length; at++) {
      picked.copy(at, from, order[at]);
    }
    return picked;
  }

  private void derive(Batch batch) {
    for (int field = 0; field < program.fields().size(); field++) {
      if (!batch.hasValues(field)) {
        Reference derived = program.fields().get(field);
        Optional<Values> stored =
            Derived.from(derived).map(from -> batch.values(program.unnamed(from)));
        batch.fill(field, Derived.of(derived, batch, stored));
      }
    }
  }
}
