package dev.clew.query;

import dev.clew.model.SpanId;
import dev.clew.query.traceql.FieldExpr.Reference;
import java.util.List;

/// A trace with the spansets that a search left of it, in the order of their earliest spans.
public record FoundTrace(TraceSummary trace, List<Spanset> spansets) {
  public FoundTrace {
    spansets = List.copyOf(spansets);
  }

  /// Spans that were left together.
  ///
  /// @param matchedCount how many spans it has
  /// @param spans the first of them, by start
  /// @param labels the values it was grouped by, and those of aggregates
  public record Spanset(int matchedCount, List<Span> spans, List<Label> labels) {
    public Spanset {
      spans = List.copyOf(spans);
      labels = List.copyOf(labels);
    }
  }

  /// A value that a spanset as a whole has.
  ///
  /// @param name as in the query, such as `by(span.a)` or `avg(duration)`
  public record Label(String name, Value value) {}

  /// A span that was left.
  ///
  /// @param fields what the query names, as far as the span has it
  public record Span(
      SpanId id, String name, long startNanos, long durationNanos, List<Field> fields) {
    public Span {
      fields = List.copyOf(fields);
    }
  }

  /// What a span has of a field. Several values are those of several events or links.
  public record Field(Reference reference, List<Value> values) {
    public Field {
      values = List.copyOf(values);
    }
  }
}
