package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.common.HttpStatus;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.FoundTrace;
import dev.clew.query.Operation;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.GrpcCalls.Stream;
import dev.clew.serve.api.Pinning;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// What `jaeger.api_v2.QueryService` answers in its own way: ids are bytes, spans are Jaeger's.
final class GrpcV2 {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int SPANS_AT_ONCE = 10;

  private final QueryEngine engine;
  private final Pinning pinning;

  GrpcV2(QueryEngine engine, Pinning pinning) {
    this.engine = engine;
    this.pinning = pinning;
  }

  /// Names alone, as old clients want them, then with their kinds.
  void operations(byte[] message, Stream stream) throws IOException, QueryException {
    var out = new ProtoWriter();
    List<Operation> found = JaegerGrpc.operations(engine, ProtoFields.read(message), Kinds::word);
    found.stream()
        .map(Operation::name)
        .distinct()
        .forEach(name -> out.text(JaegerGrpc.message(1), name));
    found.forEach(each -> JaegerGrpc.write(each, Kinds.word(each.kind()), 2, out));
    stream.send(out.toBytes());
  }

  void trace(byte[] message, Stream stream) throws IOException, QueryException {
    ProtoFields asked = ProtoFields.read(message);
    SpanBatch trace = engine.trace(TENANT, traceId(asked));
    if (trace.size() == 0) {
      throw new RequestException(HttpStatus.NOT_FOUND, "trace not found");
    }
    send(stream, trace, asked.flag(4));
  }

  /// Keeps a trace past retention.
  void archive(byte[] message, Stream stream) throws IOException, QueryException {
    pinning.pin(traceId(ProtoFields.read(message)));
    stream.send(new byte[0]);
  }

  void search(byte[] message, Stream stream) throws IOException, QueryException {
    ProtoFields query = JaegerGrpc.query(message);
    for (FoundTrace found : JaegerGrpc.find(engine, query)) {
      SpanBatch trace = engine.trace(TENANT, found.trace().traceId());
      if (trace.size() > 0) {
        send(stream, trace, query.flag(9));
      }
    }
  }

  private static TraceId traceId(ProtoFields asked) {
    byte[] id = asked.bytes(1);
    if (id.length != 8 && id.length != 16) {
      throw RequestException.bad("trace_id needs 8 or 16 bytes, got " + id.length);
    }
    ByteBuffer halves = ByteBuffer.wrap(id);
    try {
      return new TraceId(id.length == 16 ? halves.getLong() : 0, halves.getLong());
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("malformed trace id: " + e.getMessage());
    }
  }

  private static void send(Stream stream, SpanBatch trace, boolean raw) throws IOException {
    var spans = new ProtoSpans(trace, raw);
    for (int from = 0; from < spans.size(); from += SPANS_AT_ONCE) {
      stream.send(spans.chunk(from, Math.min(from + SPANS_AT_ONCE, spans.size())));
    }
  }
}
