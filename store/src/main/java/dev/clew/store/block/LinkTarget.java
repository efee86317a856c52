package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The span that a link leads to.
record LinkTarget(TraceId trace, long spanId) {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  /// Reads an encoded link; one that names no span leads nowhere.
  static Optional<LinkTarget> of(byte[] encoded) {
    try {
      return read(ByteBuffer.wrap(encoded), new ProtoReader(encoded, 0, encoded.length));
    } catch (MalformedException e) {
      throw new IllegalStateException("a link that was read once must be readable again", e);
    }
  }

  private static Optional<LinkTarget> read(ByteBuffer bytes, ProtoReader in)
      throws MalformedException {
    long high = 0;
    long low = 0;
    long spanId = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != Tags.LINK_TRACE_ID && tag != Tags.LINK_SPAN_ID) {
        in.skip(tag);
        continue;
      }
      int length = in.length();
      if (tag == Tags.LINK_TRACE_ID && length == TRACE_ID_BYTES) {
        high = bytes.getLong(in.position());
        low = bytes.getLong(in.position() + Long.BYTES);
      } else if (tag == Tags.LINK_SPAN_ID && length == SPAN_ID_BYTES) {
        spanId = bytes.getLong(in.position());
      }
      in.advance(length);
    }
    return (high | low) == 0 || spanId == 0
        ? Optional.empty()
        : Optional.of(new LinkTarget(new TraceId(high, low), spanId));
  }
}
