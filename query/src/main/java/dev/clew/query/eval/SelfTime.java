package dev.clew.query.eval;

/// The time of each span that none of its children covers.
final class SelfTime {
  private final Batch batch;

  /// By row, what children that started up to now cover, and until when.
  private final long[] covered;

  private SelfTime(Batch batch) {
    this.batch = batch;
    covered = new long[batch.rows()];
  }

  /// Rows come by start, so that each child only ever adds behind what is covered already.
  static SelfTime of(Batch batch) {
    var time = new SelfTime(batch);
    long[] until = new long[batch.rows()];
    for (int row = 0; row < until.length; row++) {
      until[row] = batch.startNanos(row);
    }
    for (int row = 0; row < until.length; row++) {
      int parent = batch.forest().parent(row);
      if (parent != Forest.NONE) {
        long from = Math.max(until[parent], batch.startNanos(row));
        long to = Math.min(end(batch, row), end(batch, parent));
        if (to > from) {
          time.covered[parent] += to - from;
          until[parent] = to;
        }
      }
    }
    return time;
  }

  private static long end(Batch batch, int row) {
    long end = batch.startNanos(row) + batch.durationNanos(row);
    return end < batch.startNanos(row) ? Long.MAX_VALUE : end;
  }

  long nanos(int row) {
    return batch.durationNanos(row) - covered[row];
  }
}
