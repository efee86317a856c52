package dev.clew.store.cube;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import java.util.Optional;

/// Counts every span of a trace in a cube by service, name, kind, status and the slot in which it
/// started. The service codes of the rows are the numbers of the cube's words.
///
/// Owned by one thread.
public final class RedFeed {
  private final Cube cube;

  public RedFeed(Cube cube) {
    this.cube = cube;
  }

  /// What a cell of such a cube counts; what it does not tell apart is empty.
  ///
  /// @param slotStartNanos when the slot starts, since the epoch
  public record Series(
      Optional<String> service,
      Optional<String> name,
      SpanKind kind,
      StatusCode status,
      Optional<Long> slotStartNanos) {
    public static Series of(Key key, Words words) {
      return new Series(
          words.find(key.first()),
          words.find(key.second()),
          SpanKind.of(key.tag() >> 2),
          StatusCode.of(key.tag() & 3),
          Slots.find(key.slot()));
    }
  }

  /// Counts the spans that came for the first time at this row or after it: all of a trace where
  /// that is 0, the late ones where it is the first late row.
  public void add(TraceRows rows, CallRows calls, ClosedTrace trace, int firstRow) {
    for (int row = firstRow; row < rows.size(); row++) {
      if (trace.firstRow(row) >= firstRow) {
        int slot = Slots.of(rows.startNanos(row));
        int tag = tag(rows, row);
        boolean hasError = rows.hasError(row);
        cube.add(rows.service(row), calls.name(row), tag, slot, rows.durationNanos(row), hasError);
      }
    }
  }

  private static int tag(TraceRows rows, int row) {
    return SpanKind.of(rows.kind(row)).ordinal() << 2 | rows.status(row).ordinal();
  }
}
