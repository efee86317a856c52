package dev.clew.wire.otlp;

import java.util.Arrays;

/// The resources of a batch, in the order they came; every span points at one.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Resources extends Rows {
  private long[] schemaUrls = new long[FIRST_ROOM];
  private long[] extras = new long[FIRST_ROOM];

  Resources() {}

  @Override
  void clear(int rows) {
    Arrays.fill(schemaUrls, 0, rows, 0);
    Arrays.fill(extras, 0, rows, 0);
  }

  @Override
  void grow(int room) {
    schemaUrls = Arrays.copyOf(schemaUrls, room);
    extras = Arrays.copyOf(extras, room);
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
}
