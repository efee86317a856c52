package dev.clew.store.block;

import java.util.Arrays;

/// Values of a dictionary as templates, which the chunks of a column share, apart from the numbers
/// that vary in them, which are often random and only keep zstd from seeing the rest.
///
/// Owned by one thread.
final class TemplateChunk {
  // In long texts, such as stack traces, small numbers come with the text around them.
  private static final int LONG_TEXT = 256;
  private static final int FEWEST_DIGITS_IN_LONG_TEXT = 5;

  private final TemplateTable templates;
  private final ValueSplitter splitter = new ValueSplitter();
  private long[] codes = new long[0];

  TemplateChunk(TemplateTable templates) {
    this.templates = templates;
  }

  /// Splits values that stand behind each other; their templates are added to those known.
  void split(byte[] bytes, long[] lengths, int count) {
    long length = Arrays.stream(lengths, 0, count).sum();
    splitter.start(length >= (long) LONG_TEXT * count ? FEWEST_DIGITS_IN_LONG_TEXT : 1);
    codes = new long[count];
    int from = 0;
    for (int at = 0; at < count; at++) {
      int to = from + (int) lengths[at];
      splitter.split(bytes, from, to);
      codes[at] = templates.code(splitter);
      from = to;
    }
  }

  /// Writes the values that were split last.
  void write(ByteSink out) {
    Numbers.encodeSmallest(codes, codes.length, out);
    for (long[] column : columns()) {
      if (column.length > 0) {
        Numbers.encodeSmallest(column, column.length, out);
      }
    }
  }

  private long[][] columns() {
    SlotColumns places = SlotColumns.of(templates.slots(), codes);
    long[][] columns = new long[places.count()][];
    Arrays.setAll(columns, column -> new long[places.size(column)]);
    int[] filled = new int[columns.length];
    long[] numbers = splitter.numbers();
    int from = 0;
    for (long code : codes) {
      for (int column : places.of((int) code)) {
        columns[column][filled[column]++] = numbers[from++];
      }
    }
    return columns;
  }
}
