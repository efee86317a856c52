package dev.clew.query.eval;

/// What is known of a trace of a batch as a whole.
public final class Traces {
  private Traces() {}

  /// The earliest root; where there is none, the earliest orphan; where there is no orphan either,
  /// the earliest span above which a circle of parents was cut.
  public static int rootRow(Batch batch, int trace) {
    Forest forest = batch.forest();
    int orphan = Forest.NONE;
    int top = Forest.NONE;
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      if (forest.parent(row) == Forest.NONE) {
        if (batch.parentId(row) == 0) {
          return row;
        }
        orphan = orphan == Forest.NONE && forest.isOrphan(row) ? row : orphan;
        top = top == Forest.NONE ? row : top;
      }
    }
    return orphan == Forest.NONE ? top : orphan;
  }

  public static long startNanos(Batch batch, int trace) {
    long start = Long.MAX_VALUE;
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      start = Math.min(start, batch.startNanos(row));
    }
    return start;
  }

  /// Never negative; of clocks further apart than 64 bits hold, the most they hold.
  public static long durationNanos(Batch batch, int trace) {
    long start = startNanos(batch, trace);
    long end = start;
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      end = Math.max(end, batch.startNanos(row) + batch.durationNanos(row));
    }
    long duration = end - start;
    return duration < 0 ? Long.MAX_VALUE : duration;
  }

  public static int spanCount(Batch batch, int trace) {
    return batch.firstRow(trace + 1) - batch.firstRow(trace);
  }

  public static int errorCount(Batch batch, int trace) {
    int errors = 0;
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      errors += batch.hasError(row) ? 1 : 0;
    }
    return errors;
  }

  static int orphanCount(Batch batch, int trace) {
    int orphans = 0;
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      orphans += batch.forest().isOrphan(row) ? 1 : 0;
    }
    return orphans;
  }
}
