package dev.clew.query.eval;

import dev.clew.model.TraceId;
import dev.clew.query.plan.Bits;

/// Some of the spans that a pipeline leaves, as columns. No span comes twice.
///
/// Owned by the thread that is handed it, and of no use after that call.
public final class MatchedSpans {
  private final Batch batch;
  private final int[] rows;
  private final int[] fields;
  private final long[] selected;

  /// @param rows those that are left, in ascending order
  /// @param fields the numbers of the fields that are asked for, in their order
  /// @param selected the rows that a further selection would leave
  public MatchedSpans(Batch batch, int[] rows, int[] fields, long[] selected) {
    this.batch = batch;
    this.rows = rows;
    this.fields = fields;
    this.selected = selected;
  }

  public int size() {
    return rows.length;
  }

  /// Where [Values] have what they have of a span.
  public int row(int at) {
    return rows[at];
  }

  public long startNanos(int at) {
    return batch.startNanos(rows[at]);
  }

  public long spanId(int at) {
    return batch.spanId(rows[at]);
  }

  public TraceId traceId(int at) {
    return batch.trace(batch.traceOf(rows[at]));
  }

  /// True when the further selection would leave the span too; without one, always.
  public boolean isSelected(int at) {
    return Bits.get(selected, rows[at]);
  }

  /// The values of a field, by its place among those asked for; to be read at [#row(int)].
  public Values values(int field) {
    return batch.values(fields[field]);
  }
}
