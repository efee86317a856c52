package dev.clew.bench.data;

/// Attributes as repeated `KeyValue` fields of a resource, a span or an event. Owned by one thread.
final class AttributeBytes {
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int TEXT = 1;
  private static final int INTEGER = 3;
  private static final int ARRAY = 5;

  private final int field;
  private final StampedBytes out = new StampedBytes();
  private final StampedBytes entry = new StampedBytes();
  private final StampedBytes value = new StampedBytes();
  private final StampedBytes array = new StampedBytes();

  AttributeBytes(int field) {
    this.field = field;
  }

  AttributeBytes text(String key, String text) {
    value.clear().text(TEXT, text);
    return add(key);
  }

  AttributeBytes number(String key, long number) {
    value.clear().varint(INTEGER, number);
    return add(key);
  }

  /// A text that ends in `digits` random decimal digits.
  AttributeBytes numbered(String key, String start, int digits) {
    value.clear().stampedText(TEXT, start, Stamps.Kind.DIGITS, digits);
    return add(key);
  }

  /// An array of one random UUID, as HTTP headers are recorded.
  AttributeBytes uuid(String key) {
    entry.clear().stampedText(TEXT, "", Stamps.Kind.UUID, 36);
    array.clear().message(1, entry);
    value.clear().message(ARRAY, array);
    return add(key);
  }

  /// Attributes that were written before.
  AttributeBytes all(StampedBytes attributes) {
    out.append(attributes);
    return this;
  }

  StampedBytes bytes() {
    return out;
  }

  AttributeBytes clear() {
    out.clear();
    return this;
  }

  private AttributeBytes add(String key) {
    entry.clear().text(KEY, key);
    entry.message(VALUE, value);
    out.message(field, entry);
    return this;
  }
}
