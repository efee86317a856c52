package dev.clew.query.eval;

import dev.clew.model.SpanId;
import dev.clew.query.FoundTrace;
import dev.clew.query.FoundTrace.Field;
import dev.clew.query.FoundTrace.Span;
import dev.clew.query.FoundTrace.Spanset;
import dev.clew.query.TraceSummary;
import dev.clew.query.TraceSummary.ServiceCount;
import dev.clew.query.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tells of the traces that spansets are left of. Owned by one thread.
public final class Found {
  private final Spansets sets;
  private final Batch batch;
  private final Program program;
  private final int nameField;
  private final int spansPerSet;

  /// @param nameField the number that the spans' names have in the program
  public Found(Spansets sets, Program program, int nameField, int spansPerSet) {
    this.sets = sets;
    this.program = program;
    this.nameField = nameField;
    this.spansPerSet = spansPerSet;
    batch = sets.batch();
  }

  /// In the order of the batch.
  public List<FoundTrace> traces() {
    var spansets = new ArrayList<List<Spanset>>();
    var matched = new int[batch.traceCount()];
    for (int trace = 0; trace < batch.traceCount(); trace++) {
      spansets.add(new ArrayList<>());
    }
    int[][] rowsBySet = sets.rowsBySet();
    for (int set : Spansets.byFirstRow(rowsBySet)) {
      int trace = batch.traceOf(rowsBySet[set][0]);
      matched[trace] += rowsBySet[set].length;
      spansets.get(trace).add(spanset(set, rowsBySet[set]));
    }
    var traces = new ArrayList<FoundTrace>();
    for (int trace = 0; trace < matched.length; trace++) {
      if (matched[trace] > 0) {
        traces.add(new FoundTrace(summary(trace, matched[trace]), spansets.get(trace)));
      }
    }
    return traces;
  }

  private Spanset spanset(int set, int[] rows) {
    var spans = new ArrayList<Span>();
    for (int at = 0; at < Math.min(rows.length, spansPerSet); at++) {
      spans.add(span(rows[at]));
    }
    return new Spanset(rows.length, spans, sets.labels(set));
  }

  private Span span(int row) {
    var fields = new ArrayList<Field>();
    for (int field : program.asked()) {
      List<Value> values = batch.values(field).all(row);
      if (!(values.getFirst() instanceof Value.Nil)) {
        fields.add(new Field(program.fields().get(field), values));
      }
    }
    return new Span(
        new SpanId(batch.spanId(row)),
        name(row),
        batch.startNanos(row),
        batch.durationNanos(row),
        fields);
  }

  private String name(int row) {
    return batch.values(nameField).value(row) instanceof Value.Text(var name) ? name : "";
  }

  private TraceSummary summary(int trace, int matched) {
    int root = Traces.rootRow(batch, trace);
    return new TraceSummary(
        batch.trace(trace),
        batch.service(root),
        name(root),
        Traces.startNanos(batch, trace),
        Traces.durationNanos(batch, trace),
        Traces.spanCount(batch, trace),
        Traces.errorCount(batch, trace),
        Traces.orphanCount(batch, trace),
        matched,
        services(trace));
  }

  private List<ServiceCount> services(int trace) {
    int[] spans = new int[batch.services().size()];
    int[] errors = new int[spans.length];
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      int service = batch.spans().services()[row];
      spans[service]++;
      errors[service] += batch.hasError(row) ? 1 : 0;
    }
    var counts = new ArrayList<ServiceCount>();
    for (int service = 0; service < spans.length; service++) {
      if (spans[service] > 0) {
        counts.add(
            new ServiceCount(batch.services().get(service), spans[service], errors[service]));
      }
    }
    counts.sort(Comparator.comparing(ServiceCount::name));
    return counts;
  }
}
