package dev.clew.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Figures that were measured together. Owned by one thread.
public final class Row {
  private final Map<Column, Object> values = new LinkedHashMap<>();

  /// Adds a number; one that is none stands for what is not known.
  public Row put(Column column, double value) {
    values.put(column, value);
    return this;
  }

  /// Adds a word.
  public Row put(Column column, String value) {
    values.put(column, value);
    return this;
  }

  /// What was added, in order: texts and doubles.
  Map<Column, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  Optional<Object> value(Column column) {
    return Optional.ofNullable(values.get(column));
  }
}
