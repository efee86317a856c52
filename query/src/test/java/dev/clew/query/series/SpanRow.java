package dev.clew.query.series;

import dev.clew.query.Value;
import java.util.HashMap;
import java.util.Map;

/// A span as a metrics query sees it: what it has, by how a query names it.
///
/// @param id of the span and its trace
/// @param traceState empty for none
record SpanRow(long id, long startNanos, String traceState, Map<String, Value> fields) {
  SpanRow {
    fields = Map.copyOf(fields);
  }

  static SpanRow at(long startNanos) {
    return new SpanRow(startNanos + 1_000_000, startNanos, "", Map.of());
  }

  SpanRow id(long newId) {
    return new SpanRow(newId, startNanos, traceState, fields);
  }

  SpanRow state(String newState) {
    return new SpanRow(id, startNanos, newState, fields);
  }

  SpanRow with(String field, String text) {
    return with(field, new Value.Text(text));
  }

  SpanRow with(String field, long number) {
    return with(field, new Value.Int(number));
  }

  SpanRow with(String field, double number) {
    return with(field, new Value.Real(number));
  }

  SpanRow with(String field, Value value) {
    var more = new HashMap<>(fields);
    more.put(field, value);
    return new SpanRow(id, startNanos, traceState, more);
  }
}
