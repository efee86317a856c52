package dev.clew.store.block;

import dev.clew.store.close.ClosedTrace;

/// What the traces of a block were found to be: a number each by trace, and one by row.
///
/// Owned by one thread.
final class Judgement {
  /// What is kept of a trace; the ordinals stand in files.
  enum Column {
    /// How many rows behind the first of the trace its root stands.
    ROOT,
    /// Rows that are no spans, since these came again.
    REPEATS,
    ERRORS,
    ORPHANS,
    SERVICES,
    FLAGS
  }

  static final int ROOT_MISSING = 1;
  static final int CYCLE_CUT = 2;
  static final int SPLIT = 4;
  static final int TOO_LARGE = 8;

  /// None of its spans is among those that earlier blocks had of it.
  static final int DISJOINT = 16;

  /// The row is not on the critical path.
  static final long OFF_PATH = 0;

  /// All the time of the row is on the critical path, and is its own.
  static final long WHOLE = 1;

  /// What is added to nanoseconds on the critical path that are less than all.
  static final long PART = 2;

  private final long[][] columns = new long[Column.values().length][];
  private final long[] criticalPath;

  Judgement(int traceCount, int rowCount) {
    for (int column = 0; column < columns.length; column++) {
      columns[column] = new long[traceCount];
    }
    criticalPath = new long[rowCount];
  }

  void put(Column column, int trace, long value) {
    columns[column.ordinal()][trace] = value;
  }

  void flag(int trace, int flag) {
    columns[Column.FLAGS.ordinal()][trace] |= flag;
  }

  boolean has(int trace, int flag) {
    return (columns[Column.FLAGS.ordinal()][trace] & flag) != 0;
  }

  /// Notes what a trace is.
  void judged(int trace, ClosedTrace closed) {
    put(Column.ROOT, trace, closed.rootRow());
    put(Column.REPEATS, trace, closed.rowCount() - closed.spanCount());
    put(Column.ERRORS, trace, closed.errorCount());
    put(Column.ORPHANS, trace, closed.orphanCount());
    put(Column.SERVICES, trace, closed.serviceCount());
    flag(trace, (closed.isRootMissing() ? ROOT_MISSING : 0));
    flag(trace, (closed.isCycleBroken() ? CYCLE_CUT : 0));
  }

  /// Notes the time of a row on the critical path.
  void critical(int row, long exclusiveNanos, long durationNanos) {
    if (exclusiveNanos > 0) {
      criticalPath[row] = exclusiveNanos == durationNanos ? WHOLE : exclusiveNanos + PART;
    }
  }

  long[] column(Column column) {
    return columns[column.ordinal()];
  }

  /// By row of the file.
  long[] criticalPath() {
    return criticalPath;
  }
}
