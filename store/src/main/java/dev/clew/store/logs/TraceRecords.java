package dev.clew.store.logs;

import dev.clew.model.TraceId;
import dev.clew.wire.Encoding;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Some log records of one trace as the log and the files hold them: the trace's id, then a request
/// for log records, compressed.
///
/// @param body the id and what follows it
@SuppressWarnings("ArrayRecordComponent") // kept, never compared or changed
public record TraceRecords(byte[] body) {
  /// How the request is compressed.
  public static final Encoding ENCODING = Encoding.ZSTD;

  private static final int ID_BYTES = 16;

  public static TraceRecords of(TraceId trace, byte[] compressed) {
    ByteBuffer body = ByteBuffer.allocate(ID_BYTES + compressed.length);
    return new TraceRecords(
        body.putLong(trace.high()).putLong(trace.low()).put(compressed).array());
  }

  public TraceId trace() {
    ByteBuffer id = ByteBuffer.wrap(body);
    return new TraceId(id.getLong(), id.getLong());
  }

  /// The request, still compressed.
  public byte[] compressed() {
    return Arrays.copyOfRange(body, ID_BYTES, body.length);
  }
}
