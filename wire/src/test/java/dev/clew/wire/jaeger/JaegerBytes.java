package dev.clew.wire.jaeger;

import dev.clew.model.Span;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.SpanRef;
import io.jaegertracing.thriftjava.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TMemoryBuffer;

/// The ways in which a batch of Jaeger's comes: Thrift's own codecs write three of them.
@SuppressWarnings("NullAway") // what the generator makes has all its parts
enum JaegerBytes {
  THRIFT {
    @Override
    byte[] write(Batch batch) throws TException {
      return new TSerializer(new TBinaryProtocol.Factory()).serialize(batch);
    }

    @Override
    byte[] translate(byte[] body) throws MalformedException {
      return JaegerReader.thrift(body);
    }
  },
  COMPACT {
    @Override
    byte[] write(Batch batch) throws TException {
      return call(batch, new TCompactProtocol.Factory());
    }

    @Override
    byte[] translate(byte[] body) throws MalformedException {
      return JaegerReader.compact(body, 1);
    }
  },
  BINARY {
    @Override
    byte[] write(Batch batch) throws TException {
      return call(batch, new TBinaryProtocol.Factory());
    }

    @Override
    byte[] translate(byte[] body) throws MalformedException {
      return JaegerReader.binary(body, 1);
    }
  },
  PROTO {
    @Override
    byte[] write(Batch batch) {
      return proto(batch);
    }

    @Override
    byte[] translate(byte[] body) throws MalformedException {
      return JaegerReader.proto(body);
    }
  };

  abstract byte[] write(Batch batch) throws TException;

  abstract byte[] translate(byte[] body) throws MalformedException;

  List<Span> read(byte[] body) throws MalformedException {
    byte[] otlp = translate(body);
    return ModelSpans.spans(OtlpReader.read(otlp, otlp.length));
  }

  private static byte[] call(Batch batch, TProtocolFactory protocol) throws TException {
    var buffer = new TMemoryBuffer(1024);
    new Agent.Client(protocol.getProtocol(buffer)).emitBatch(batch);
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  private static byte[] proto(Batch batch) {
    var out = new ProtoWriter();
    int whole = out.begin(10);
    batch.getSpans().forEach(span -> span(out, span));
    int process = out.begin(2 << 3 | 2);
    text(out, 1, batch.getProcess().getServiceName());
    batch.getProcess().getTags().forEach(tag -> tag(out, 2, tag));
    out.end(process);
    out.end(whole);
    return out.toBytes();
  }

  private static void span(ProtoWriter out, io.jaegertracing.thriftjava.Span span) {
    int mark = out.begin(1 << 3 | 2);
    ids(out, span.getTraceIdHigh(), span.getTraceIdLow(), span.getSpanId());
    text(out, 3, span.getOperationName());
    if (span.getParentSpanId() != 0) {
      reference(out, 0, span.getTraceIdHigh(), span.getTraceIdLow(), span.getParentSpanId());
    }
    for (SpanRef ref : span.getReferences()) {
      int type = ref.getRefType().getValue();
      reference(out, type, ref.getTraceIdHigh(), ref.getTraceIdLow(), ref.getSpanId());
    }
    out.varint(5 << 3, span.getFlags());
    time(out, 6, span.getStartTime());
    time(out, 7, span.getDuration());
    span.getTags().forEach(tag -> tag(out, 8, tag));
    for (Log log : span.getLogs()) {
      int part = out.begin(9 << 3 | 2);
      time(out, 1, log.getTimestamp());
      log.getFields().forEach(field -> tag(out, 2, field));
      out.end(part);
    }
    out.end(mark);
  }

  private static void ids(ProtoWriter out, long high, long low, long spanId) {
    out.bytes(1 << 3 | 2, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    out.bytes(2 << 3 | 2, ByteBuffer.allocate(8).putLong(spanId).array());
  }

  private static void reference(ProtoWriter out, int type, long high, long low, long spanId) {
    int mark = out.begin(4 << 3 | 2);
    ids(out, high, low, spanId);
    out.varint(3 << 3, type);
    out.end(mark);
  }

  private static void time(ProtoWriter out, int field, long micros) {
    int mark = out.begin(field << 3 | 2);
    out.varint(1 << 3, micros / 1_000_000);
    out.varint(2 << 3, micros % 1_000_000 * 1000);
    out.end(mark);
  }

  private static void text(ProtoWriter out, int field, String text) {
    out.bytes(field << 3 | 2, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void tag(ProtoWriter out, int field, Tag tag) {
    int mark = out.begin(field << 3 | 2);
    text(out, 1, tag.getKey());
    switch (tag.getVType()) {
      case STRING -> text(out, 3, tag.getVStr());
      case BOOL -> {
        out.varint(2 << 3, 1);
        out.varint(4 << 3, tag.isVBool() ? 1 : 0);
      }
      case LONG -> {
        out.varint(2 << 3, 2);
        out.varint(5 << 3, tag.getVLong());
      }
      case DOUBLE -> {
        out.varint(2 << 3, 3);
        out.fixed64(6 << 3 | 1, Double.doubleToRawLongBits(tag.getVDouble()));
      }
      case BINARY -> {
        out.varint(2 << 3, 4);
        out.bytes(7 << 3 | 2, tag.getVBinary());
      }
    }
    out.end(mark);
  }
}
