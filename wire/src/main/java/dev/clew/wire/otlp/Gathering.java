package dev.clew.wire.otlp;

import dev.clew.wire.proto.ProtoWriter;
import java.util.Arrays;

/// What a batch's buffer holds behind the request: pieces of the request that belong together but
/// did not stand together.
///
/// Owned by the thread that reads the batch.
final class Gathering {
  private final byte[] request;
  private final int length;
  private final ProtoWriter bytes = new ProtoWriter(0);

  Gathering(byte[] request, int length) {
    this.request = request;
    this.length = length;
  }

  /// Where in the batch's buffer the next piece will stand.
  int position() {
    return length + bytes.size();
  }

  /// Adds a piece of the request.
  void add(long slice) {
    bytes.raw(request, Slice.offset(slice), Slice.length(slice));
  }

  /// Starts a message around the next pieces.
  int begin(int tag) {
    return bytes.begin(tag);
  }

  void end(int mark) {
    bytes.end(mark);
  }

  /// The slice of all that was added from a position on.
  long since(int start) {
    return Slice.of(start, position() - start);
  }

  /// The request and what was gathered, as one array.
  byte[] buffer() {
    if (bytes.size() == 0) {
      return request;
    }
    byte[] whole = Arrays.copyOf(request, position());
    bytes.copyTo(whole, length);
    return whole;
  }
}
