package dev.clew.store.block;

import dev.clew.model.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the filters of a block: of the ids of its traces, and of the values of columns in which
/// hardly any value comes twice.
///
/// Owned by one thread.
final class FilterWriter {
  // Of fewer values the dictionary is as quickly read.
  private static final int FEWEST_VALUES = 1024;

  private final SectionWriter out;
  private final ByteSink bytes = new ByteSink();
  private final List<Footer.Part> parts = new ArrayList<>();

  FilterWriter(SectionWriter out) {
    this.out = out;
  }

  List<Footer.Part> parts() {
    return parts;
  }

  void addTraces(RowOrder.Traces traces) throws IOException {
    long[] keys = new long[traces.highs().length];
    for (int trace = 0; trace < keys.length; trace++) {
      keys[trace] = FuseFilter.key(traces.highs()[trace], traces.lows()[trace]);
    }
    add(Footer.Part.TRACE_FILTER, 0, keys);
  }

  /// What is to take the values of a column for its filter. There is one where more than half of
  /// the values are distinct and somebody may ask for one of them, or for a text in its arrays.
  ///
  /// @param values how many values the column has
  /// @param distinct how many of them are
  static FilterKeys keysOf(StoredKey key, int values, int distinct) {
    boolean isWorthIt = distinct >= FEWEST_VALUES && distinct * 2L > values && isAskedFor(key);
    if (!isWorthIt) {
      return new FilterKeys(FilterKeys.Of.NOTHING, 0);
    }
    boolean areArrays = key.type() == ValueType.ARRAY;
    return new FilterKeys(
        areArrays ? FilterKeys.Of.TEXTS_IN_ARRAYS : FilterKeys.Of.VALUES, distinct);
  }

  /// Adds the filter of a column, if it has one.
  ///
  /// @param column the column's place in the footer
  void addValues(int column, FilterKeys keys) throws IOException {
    if (keys.areWanted()) {
      add(Footer.Part.VALUE_FILTER, column, keys.all());
    }
  }

  private static boolean isAskedFor(StoredKey key) {
    boolean hasTexts = key.type() == ValueType.STRING || key.type() == ValueType.ARRAY;
    return key.shown().isPresent() && hasTexts;
  }

  private void add(int kind, int subject, long[] keys) throws IOException {
    Optional<FuseFilter> filter = FuseFilter.of(keys);
    if (filter.isPresent()) {
      bytes.clear();
      filter.get().write(bytes);
      parts.add(new Footer.Part(kind, subject, out.write(bytes)));
    }
  }
}
