package dev.clew.wire.otlp;

import java.util.Arrays;

/// The resources of a batch, in the order they came; every span points at one.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Resources {
  private int size;
  private long[] encoded = new long[16];
  private long[] schemaUrls = new long[16];
  private long[] extras = new long[16];
  private int[] attributesFrom = new int[16];
  private int[] attributesTo = new int[16];
  private int[] droppedAttributes = new int[16];

  Resources() {}

  /// Adds an empty row and returns its number.
  int add() {
    if (size == encoded.length) {
      grow();
    }
    return size++;
  }

  private void grow() {
    int capacity = size * 2;
    encoded = Arrays.copyOf(encoded, capacity);
    schemaUrls = Arrays.copyOf(schemaUrls, capacity);
    extras = Arrays.copyOf(extras, capacity);
    attributesFrom = Arrays.copyOf(attributesFrom, capacity);
    attributesTo = Arrays.copyOf(attributesTo, capacity);
    droppedAttributes = Arrays.copyOf(droppedAttributes, capacity);
  }

  public int size() {
    return size;
  }

  /// The slice of the whole `Resource` message, unknown fields and all.
  public long encoded(int row) {
    return encoded[row];
  }

  void encoded(int row, long value) {
    encoded[row] = value;
  }

  /// The slice of the schema URL.
  public long schemaUrl(int row) {
    return schemaUrls[row];
  }

  void schemaUrl(int row, long value) {
    schemaUrls[row] = value;
  }

  /// The slice of the `ResourceSpans` fields this code does not know, as encoded.
  public long extra(int row) {
    return extras[row];
  }

  void extra(int row, long value) {
    extras[row] = value;
  }

  public int attributesFrom(int row) {
    return attributesFrom[row];
  }

  void attributesFrom(int row, int value) {
    attributesFrom[row] = value;
  }

  public int attributesTo(int row) {
    return attributesTo[row];
  }

  void attributesTo(int row, int value) {
    attributesTo[row] = value;
  }

  public int droppedAttributes(int row) {
    return droppedAttributes[row];
  }

  void droppedAttributes(int row, int value) {
    droppedAttributes[row] = value;
  }
}
