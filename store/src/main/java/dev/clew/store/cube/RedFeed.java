package dev.clew.store.cube;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.store.SpanSeries;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;

/// Counts every span of a trace in a cube by service, name, kind, status and the slot in which it
/// started. The service codes of the rows are the numbers of the cube's words.
///
/// Owned by one thread.
public final class RedFeed {
  private final Cube cube;

  public RedFeed(Cube cube) {
    this.cube = cube;
  }

  /// What a cell of such a cube counts.
  static SpanSeries series(Key key, Words words) {
    return new SpanSeries(
        words.find(key.first()),
        words.find(key.second()),
        SpanKind.of(key.tag() >> 2),
        StatusCode.of(key.tag() & 3));
  }

  /// Counts the spans of a trace.
  public void add(TraceRows rows, CallRows calls, ClosedTrace trace) {
    for (int row = 0; row < rows.size(); row++) {
      if (trace.isSpan(row)) {
        add(rows, calls, row);
      }
    }
  }

  /// Counts all rows as spans, whether they repeat others or not.
  void addAll(TraceRows rows, CallRows calls) {
    for (int row = 0; row < rows.size(); row++) {
      add(rows, calls, row);
    }
  }

  private void add(TraceRows rows, CallRows calls, int row) {
    int slot = Slots.of(rows.startNanos(row));
    boolean hasError = rows.hasError(row);
    cube.add(
        rows.service(row),
        calls.name(row),
        tag(rows, row),
        slot,
        rows.durationNanos(row),
        hasError);
  }

  private static int tag(TraceRows rows, int row) {
    return SpanKind.of(rows.kind(row)).ordinal() << 2 | rows.status(row).ordinal();
  }
}
