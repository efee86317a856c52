package dev.clew.query;

import dev.clew.model.TraceId;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Puts the parts of a trace together, as far as they stay within a bound.
///
/// Owned by one thread.
final class WholeTrace implements TraceGathering<SpanBatch> {
  private final TraceId trace;
  private final long maxBytes;
  private final List<SpanBatch> parts = new ArrayList<>(1);
  private long bytes;

  WholeTrace(TraceId trace, long maxBytes) {
    this.trace = trace;
    this.maxBytes = maxBytes;
  }

  @Override
  public void take(SpanBatch part) {
    bytes += part.bytes().length;
    if (bytes <= maxBytes) {
      parts.add(part);
    } else {
      parts.clear();
    }
  }

  /// All of the trace.
  @Override
  public SpanBatch made() throws QueryException {
    if (bytes > maxBytes) {
      throw new QueryException(
          QueryException.Kind.TOO_LARGE,
          "trace %s needs at most %d bytes to be answered at once, has %d; ask for it as OTLP (/api/clew/v1/traces/%s), which comes in parts"
              .formatted(trace, maxBytes, bytes, trace));
    }
    return parts.size() == 1 ? parts.getFirst() : read(joined());
  }

  /// OTLP requests one behind the other are one request.
  private byte[] joined() {
    var all = new ByteArrayOutputStream((int) bytes);
    parts.stream().map(OtlpWriter::write).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static SpanBatch read(byte[] request) {
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what the store gave back must be readable", e);
    }
  }
}
