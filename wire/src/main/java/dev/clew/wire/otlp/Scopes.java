package dev.clew.wire.otlp;

import java.util.Arrays;

/// The instrumentation scopes of a batch, in the order they came; every span points at one.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Scopes {
  private int size;
  private int[] resources = new int[16];
  private long[] encoded = new long[16];
  private long[] names = new long[16];
  private long[] versions = new long[16];
  private long[] schemaUrls = new long[16];
  private long[] extras = new long[16];
  private int[] attributesFrom = new int[16];
  private int[] attributesTo = new int[16];
  private int[] droppedAttributes = new int[16];

  Scopes() {}

  /// Adds an empty row and returns its number.
  int add() {
    if (size == resources.length) {
      grow();
    }
    return size++;
  }

  private void grow() {
    int capacity = size * 2;
    resources = Arrays.copyOf(resources, capacity);
    encoded = Arrays.copyOf(encoded, capacity);
    names = Arrays.copyOf(names, capacity);
    versions = Arrays.copyOf(versions, capacity);
    schemaUrls = Arrays.copyOf(schemaUrls, capacity);
    extras = Arrays.copyOf(extras, capacity);
    attributesFrom = Arrays.copyOf(attributesFrom, capacity);
    attributesTo = Arrays.copyOf(attributesTo, capacity);
    droppedAttributes = Arrays.copyOf(droppedAttributes, capacity);
  }

  public int size() {
    return size;
  }

  /// The row of the resource these spans came under.
  public int resource(int row) {
    return resources[row];
  }

  void resource(int row, int value) {
    resources[row] = value;
  }

  /// The slice of the whole `InstrumentationScope` message, unknown fields and all.
  public long encoded(int row) {
    return encoded[row];
  }

  void encoded(int row, long value) {
    encoded[row] = value;
  }

  /// The slice of the name.
  public long name(int row) {
    return names[row];
  }

  void name(int row, long value) {
    names[row] = value;
  }

  /// The slice of the version.
  public long version(int row) {
    return versions[row];
  }

  void version(int row, long value) {
    versions[row] = value;
  }

  /// The slice of the schema URL.
  public long schemaUrl(int row) {
    return schemaUrls[row];
  }

  void schemaUrl(int row, long value) {
    schemaUrls[row] = value;
  }

  /// The slice of the `ScopeSpans` fields this code does not know, as encoded.
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
