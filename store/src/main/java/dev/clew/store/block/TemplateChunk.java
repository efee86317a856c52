package dev.clew.store.block;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Values of a dictionary as templates, which zstd makes short, apart from the numbers that vary in
/// them, which are often random and only keep zstd from seeing the rest.
///
/// Owned by one thread.
final class TemplateChunk {
  // In long texts, such as stack traces, small numbers come with the text around them.
  private static final int LONG_TEXT = 256;
  private static final int FEWEST_DIGITS_IN_LONG_TEXT = 5;

  private final ValueSplitter splitter;
  private final Map<ByteBuffer, Integer> codesByTemplate = new HashMap<>();
  private final List<List<Slot>> slots = new ArrayList<>();
  private final ByteSink templates = new ByteSink();
  private final long[] codes;
  private long[] numbers = new long[64];
  private int numberCount;

  private TemplateChunk(int count, int fewestDigits) {
    splitter = new ValueSplitter(fewestDigits);
    codes = new long[count];
  }

  /// Encodes values that stand behind each other.
  static void encode(byte[] bytes, long[] lengths, int count, ByteSink out) {
    long length = Arrays.stream(lengths, 0, count).sum();
    boolean isLongText = length >= (long) LONG_TEXT * count;
    var chunk = new TemplateChunk(count, isLongText ? FEWEST_DIGITS_IN_LONG_TEXT : 1);
    int from = 0;
    for (int at = 0; at < count; at++) {
      chunk.split(at, bytes, from, from + (int) lengths[at]);
      from += (int) lengths[at];
    }
    chunk.write(out);
  }

  private void split(int at, byte[] bytes, int from, int to) {
    splitter.split(bytes, from, to);
    codes[at] = code();
    numbers = ensure(numbers, numberCount + splitter.count());
    System.arraycopy(splitter.numbers(), 0, numbers, numberCount, splitter.count());
    numberCount += splitter.count();
  }

  private static long[] ensure(long[] numbers, int size) {
    return size <= numbers.length ? numbers : Arrays.copyOf(numbers, size * 2);
  }

  private int code() {
    ByteSink template = splitter.template();
    Integer known = codesByTemplate.get(ByteBuffer.wrap(template.array(), 0, template.size()));
    if (known != null) {
      return known;
    }
    int code = slots.size();
    codesByTemplate.put(ByteBuffer.wrap(template.toBytes()), code);
    templates.raw(template.array(), 0, template.size());
    slots.add(splitter.slots());
    return code;
  }

  private void write(ByteSink out) {
    var texts = new ByteSink();
    texts.varint(slots.size());
    texts.raw(templates.array(), 0, templates.size());
    CompressedBytes.write(texts, out);
    Numbers.encodeSmallest(codes, codes.length, out);
    for (long[] column : columns()) {
      if (column.length > 0) {
        Numbers.encodeSmallest(column, column.length, out);
      }
    }
  }

  private long[][] columns() {
    SlotColumns places = SlotColumns.of(slots, codes);
    long[][] columns = new long[places.count()][];
    Arrays.setAll(columns, column -> new long[places.size(column)]);
    int[] filled = new int[columns.length];
    int from = 0;
    for (long code : codes) {
      for (int column : places.of((int) code)) {
        columns[column][filled[column]++] = numbers[from++];
      }
    }
    return columns;
  }
}
