package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.store.Dictionary;
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

  /// Adds a filter of a column's values, or of the texts in its arrays, where more than half of the
  /// values are distinct and somebody may ask for one of them.
  ///
  /// @param column the column's place in the footer
  /// @param values how many values the column has
  /// @param codes the distinct ones, by their codes in `dictionary`
  void addValues(int column, StoredKey key, int values, Dictionary dictionary, int[] codes)
      throws IOException {
    if (codes.length >= FEWEST_VALUES && codes.length * 2L > values && isAskedFor(key)) {
      if (key.type() == ValueType.ARRAY) {
        addTexts(column, dictionary, codes);
        return;
      }
      long[] keys = new long[codes.length];
      for (int at = 0; at < keys.length; at++) {
        keys[at] = FuseFilter.key(dictionary.bytes(codes[at]));
      }
      add(Footer.Part.VALUE_FILTER, column, keys);
    }
  }

  /// Unless some array has something else than texts in it.
  private void addTexts(int column, Dictionary dictionary, int[] codes) throws IOException {
    var texts = new ArrayTexts();
    for (int code : codes) {
      if (!texts.add(dictionary.bytes(code))) {
        return;
      }
    }
    add(Footer.Part.VALUE_FILTER, column, texts.keys());
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
