package dev.clew.query.eval;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.plan.Bits;

/// The spans of a batch that a pipeline leaves.
public final class JudgedSpans implements MatchedSpans {
  private final Batch batch;
  private final int[] rows;
  private final int[] fields;
  private final long[] selected;

  /// @param rows those that are left, in ascending order
  /// @param fields the numbers of the fields that are asked for, in their order
  /// @param selected the rows that a further selection would leave
  public JudgedSpans(Batch batch, int[] rows, int[] fields, long[] selected) {
    this.batch = batch;
    this.rows = rows;
    this.fields = fields;
    this.selected = selected;
  }

  @Override
  public TimeRange reach() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int row : rows) {
      first = Math.min(first, batch.startNanos(row));
      last = Math.max(last, batch.startNanos(row));
    }
    return new TimeRange(first, last + 1);
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int row(int at) {
    return rows[at];
  }

  @Override
  public long startNanos(int at) {
    return batch.startNanos(rows[at]);
  }

  @Override
  public long spanId(int at) {
    return batch.spanId(rows[at]);
  }

  @Override
  public TraceId traceId(int at) {
    return batch.trace(batch.traceOf(rows[at]));
  }

  @Override
  public boolean isSelected(int at) {
    return Bits.get(selected, rows[at]);
  }

  @Override
  public Values values(int field) {
    return batch.values(fields[field]);
  }
}
