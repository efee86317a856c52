package dev.clew.serve.api.jaeger;

import com.linecorp.armeria.common.HttpStatus;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.TraceSummary;
import dev.clew.serve.api.GrpcCalls.Stream;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;

/// What `jaeger.api_v3.QueryService` answers in its own way: traces are OTLP, some spans at a time.
final class GrpcV3 {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// Clients take messages of 4 MiB at most.
  private static final int SPANS_AT_ONCE = 500;

  private final QueryEngine engine;

  GrpcV3(QueryEngine engine) {
    this.engine = engine;
  }

  void operations(byte[] message, Stream stream) throws IOException, QueryException {
    var out = new ProtoWriter();
    JaegerGrpc.operations(engine, ProtoFields.read(message), Kinds::wordOrInternal)
        .forEach(each -> JaegerGrpc.write(each, Kinds.wordOrInternal(each.kind()), 1, out));
    stream.send(out.toBytes());
  }

  void trace(byte[] message, Stream stream) throws IOException, QueryException {
    if (!send(stream, traceId(ProtoFields.read(message).text(1)))) {
      throw new RequestException(HttpStatus.NOT_FOUND, "trace not found");
    }
  }

  private static TraceId traceId(String text) {
    try {
      return TraceIdText.parse(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("malformed trace id: " + e.getMessage());
    }
  }

  void search(byte[] message, Stream stream) throws IOException, QueryException {
    for (FoundTrace found : JaegerGrpc.find(engine, JaegerGrpc.query(message))) {
      send(stream, found.trace().traceId());
    }
  }

  /// Sends a trace while it is read: none is too large for that. False where there is none.
  private boolean send(Stream stream, TraceId id) throws IOException, QueryException {
    var sent = new int[1];
    engine.trace(
        TENANT,
        id,
        part -> {
          send(stream, part);
          sent[0] += part.size();
        });
    return sent[0] > 0;
  }

  private static void send(Stream stream, SpanBatch part) throws IOException {
    for (int from = 0; from < part.size(); from += SPANS_AT_ONCE) {
      int first = from;
      stream.send(OtlpWriter.write(part, row -> row >= first && row < first + SPANS_AT_ONCE));
    }
  }

  void summaries(byte[] message, Stream stream) throws IOException, QueryException {
    for (FoundTrace found : JaegerGrpc.find(engine, JaegerGrpc.query(message))) {
      var out = new ProtoWriter();
      int mark = out.begin(JaegerGrpc.message(1));
      write(out, found.trace());
      out.end(mark);
      stream.send(out.toBytes());
    }
  }

  private static void write(ProtoWriter out, TraceSummary summary) {
    out.text(JaegerGrpc.message(1), summary.traceId().toString());
    out.text(JaegerGrpc.message(2), summary.rootService());
    out.text(JaegerGrpc.message(3), summary.rootName());
    out.fixed64(4 << 3 | WireType.FIXED64, summary.startNanos());
    out.fixed64(5 << 3 | WireType.FIXED64, summary.startNanos() + summary.durationNanos());
    count(out, 6, summary.spanCount());
    count(out, 7, summary.errorCount());
    count(out, 8, summary.orphanCount());
    for (TraceSummary.ServiceCount service : summary.services()) {
      int mark = out.begin(JaegerGrpc.message(9));
      out.text(JaegerGrpc.message(1), service.name());
      count(out, 2, service.spanCount());
      count(out, 3, service.errorCount());
      out.end(mark);
    }
  }

  private static void count(ProtoWriter out, int field, int count) {
    out.varint(field << 3 | WireType.VARINT, count);
  }
}
