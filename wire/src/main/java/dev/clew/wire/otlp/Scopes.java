package dev.clew.wire.otlp;

import java.util.Arrays;

/// The instrumentation scopes of a batch, in the order they came; every span points at one.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Scopes extends Rows {
  private int[] resources = new int[FIRST_ROOM];
  private long[] names = new long[FIRST_ROOM];
  private long[] versions = new long[FIRST_ROOM];
  private long[] schemaUrls = new long[FIRST_ROOM];
  private long[] extras = new long[FIRST_ROOM];

  Scopes() {}

  @Override
  void clear(int rows) {
    Arrays.fill(resources, 0, rows, 0);
    Arrays.fill(names, 0, rows, 0);
    Arrays.fill(versions, 0, rows, 0);
    Arrays.fill(schemaUrls, 0, rows, 0);
    Arrays.fill(extras, 0, rows, 0);
  }

  @Override
  void grow(int room) {
    resources = Arrays.copyOf(resources, room);
    names = Arrays.copyOf(names, room);
    versions = Arrays.copyOf(versions, room);
    schemaUrls = Arrays.copyOf(schemaUrls, room);
    extras = Arrays.copyOf(extras, room);
  }

  /// The row of the resource these spans came under.
  public int resource(int row) {
    return resources[row];
  }

  void resource(int row, int value) {
    resources[row] = value;
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
}
