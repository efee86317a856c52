package dev.clew.store.block;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import java.util.Arrays;

/// The attributes of a span in order: for each the number of its column, or that it stands encoded
/// in `RAW_ATTRIBUTE`. Spans of one kind share one shape, so that order costs a code a span.
///
/// Encoded as varints: 0 for raw, else the column's number plus one.
public final class Shape {
  /// An attribute that is taken from `RAW_ATTRIBUTE`.
  public static final int RAW = -1;

  private Shape() {}

  public static void write(ProtoWriter out, int column) {
    out.varint(column + 1L);
  }

  /// The column numbers of an encoded shape.
  public static int[] decode(byte[] encoded) throws MalformedException {
    int[] columns = new int[encoded.length];
    int count = 0;
    var in = new ProtoReader(encoded, 0, encoded.length);
    while (in.hasMore()) {
      columns[count++] = (int) in.varint() - 1;
    }
    return Arrays.copyOf(columns, count);
  }
}
