package dev.clew.query.eval;

import dev.clew.model.TraceId;
import dev.clew.query.plan.Checkpoint;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some whole traces: their spans as rows, trace by trace, those of a trace by start, then by id,
/// then by kind, each span once.
///
/// Owned by one thread.
public final class Batch {
  /// What every batch has of its rows.
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Spans(
      long[] ids,
      long[] parentIds,
      int[] kinds,
      long[] startNanos,
      long[] durationNanos,
      boolean[] hasError,
      int[] services) {}

  private final List<TraceId> traces;
  private final int[] firstRows;
  private final int[] traceOf;
  private final Spans spans;
  private final List<String> services;
  private final long[][] passing;
  private final @Nullable Values[] values;
  private final Checkpoint checkpoint;
  private @Nullable Forest forest;

  /// @param firstRows of each trace; behind them the number of rows
  /// @param services by their numbers
  /// @param passing for each test of the program, the rows that pass
  /// @param values for each stored field of the program, by the number of the field
  Batch(
      List<TraceId> traces,
      int[] firstRows,
      Spans spans,
      List<String> services,
      long[][] passing,
      @Nullable Values[] values,
      Checkpoint checkpoint) {
    this.traces = traces;
    this.firstRows = firstRows;
    this.spans = spans;
    this.services = services;
    this.passing = passing;
    this.values = values;
    this.checkpoint = checkpoint;
    traceOf = new int[rows()];
    for (int trace = 0; trace < traces.size(); trace++) {
      Arrays.fill(traceOf, firstRows[trace], firstRows[trace + 1], trace);
    }
  }

  public int rows() {
    return firstRows[traces.size()];
  }

  public int traceCount() {
    return traces.size();
  }

  public TraceId trace(int number) {
    return traces.get(number);
  }

  /// Of the number of traces, the number of rows.
  int firstRow(int trace) {
    return firstRows[trace];
  }

  int traceOf(int row) {
    return traceOf[row];
  }

  public long spanId(int row) {
    return spans.ids[row];
  }

  long parentId(int row) {
    return spans.parentIds[row];
  }

  /// OTLP's number.
  int kind(int row) {
    return spans.kinds[row];
  }

  public long startNanos(int row) {
    return spans.startNanos[row];
  }

  public long durationNanos(int row) {
    return spans.durationNanos[row];
  }

  boolean hasError(int row) {
    return spans.hasError[row];
  }

  String service(int row) {
    return services.get(spans.services[row]);
  }

  Spans spans() {
    return spans;
  }

  List<String> services() {
    return services;
  }

  /// The rows that pass a test of the program.
  long[] passing(int test) {
    return passing[test];
  }

  /// The values of a field of the program.
  Values values(int field) {
    Values known = values[field];
    if (known == null) {
      throw new IllegalStateException("field " + field + " was not filled in");
    }
    return known;
  }

  boolean hasValues(int field) {
    return values[field] != null;
  }

  void fill(int field, Values derived) {
    values[field] = derived;
  }

  /// Who stands below whom; worked out when it is first asked for.
  Forest forest() {
    Forest known = forest;
    if (known == null) {
      known = new Forest(this);
      forest = known;
    }
    return known;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }
}
