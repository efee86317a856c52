package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
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

  /// Decodes so many values.
  static SealedDictionary.Chunk decode(ByteSource in, int count, Templates templates)
      throws CorruptBlockException {
    long[] codes = Numbers.decode(in, count);
    for (long code : codes) {
      if (code < 0 || code >= templates.all().size()) {
        throw in.corrupt("needs one of " + templates.all().size() + " templates, has " + code);
      }
    }
    SlotColumns places = SlotColumns.of(templates.slots(), codes);
    long[][] columns = new long[places.count()][];
    for (int column = 0; column < columns.length; column++) {
      int size = places.size(column);
      columns[column] = size == 0 ? new long[0] : Numbers.decode(in, size);
    }
    in.end();
    return new Values(templates, in, places, columns).write(codes);
  }

  /// Values that are put together again.
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record Values(Templates templates, ByteSource in, SlotColumns places, long[][] columns) {
    SealedDictionary.Chunk write(long[] codes) throws CorruptBlockException {
      var out = new ByteSink();
      int[] ends = new int[codes.length];
      int[] taken = new int[columns.length];
      for (int at = 0; at < codes.length; at++) {
        write((int) codes[at], taken, out);
        ends[at] = out.size();
      }
      return new SealedDictionary.Chunk(out.toBytes(), 0, ends);
    }

    private void write(int code, int[] taken, ByteSink out) throws CorruptBlockException {
      Template template = templates.all().get(code);
      int[] columnsOf = places.of(code);
      writeText(template.texts().getFirst(), out);
      for (int slot = 0; slot < columnsOf.length; slot++) {
        int column = columnsOf[slot];
        Template.Part part = template.slots().get(slot);
        part.slot().write(columns[column][taken[column]++], part.length(), out, in);
        writeText(template.texts().get(slot + 1), out);
      }
    }

    private void writeText(Template.Text text, ByteSink out) throws CorruptBlockException {
      if (text.length() > BlockFormat.MAX_SECTION_BYTES - out.size()) {
        throw in.corrupt(
            "needs values of at most " + BlockFormat.MAX_SECTION_BYTES + " bytes, has more");
      }
      out.raw(templates.texts().array(), text.from(), text.length());
    }
  }
}
