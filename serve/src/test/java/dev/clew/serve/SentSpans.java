package dev.clew.serve;

import dev.clew.serve.ReceiveFuzzTest.Receiver;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.ProtoWriter;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.jaegertracing.thriftjava.SpanRef;
import io.jaegertracing.thriftjava.SpanRefType;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TMemoryBuffer;
import zipkin2.Endpoint;
import zipkin2.codec.SpanBytesEncoder;

/// Bodies as clients send them, small and with a bit of everything.
final class SentSpans {
  private static final long NOW_MICROS = Instant.now().getEpochSecond() * 1_000_000;

  private SentSpans() {}

  static List<byte[]> bodies(Receiver receiver) throws Exception {
    byte[] otlp = OtlpProto.request(new TraceGen(new Gen(1)).trace(3)).toByteArray();
    return List.of(
        switch (receiver) {
          case OTLP_PROTOBUF, OTLP_GRPC -> otlp;
          case OTLP_JSON -> OtlpJsonWriter.write(OtlpReader.read(otlp, otlp.length));
          case ZIPKIN_JSON_V2 -> zipkin(SpanBytesEncoder.JSON_V2);
          case ZIPKIN_PROTO3 -> zipkin(SpanBytesEncoder.PROTO3);
          case ZIPKIN_JSON_V1 -> zipkin(SpanBytesEncoder.JSON_V1);
          case ZIPKIN_THRIFT -> zipkin(SpanBytesEncoder.valueOf("THRIFT"));
          case JAEGER_THRIFT -> written(new TBinaryProtocol.Factory(), batch()::write);
          case JAEGER_PROTO -> postSpans();
          case JAEGER_COMPACT -> call(new TCompactProtocol.Factory());
          case JAEGER_BINARY -> call(new TBinaryProtocol.Factory());
        });
  }

  private static byte[] zipkin(SpanBytesEncoder encoder) {
    zipkin2.Span span =
        zipkin2.Span.newBuilder()
            .traceId("463ac35c9f6413ad48485a3953bb6124")
            .parentId("a")
            .id("b")
            .name("get /é")
            .kind(zipkin2.Span.Kind.CLIENT)
            .timestamp(NOW_MICROS)
            .duration(1_000)
            .localEndpoint(
                Endpoint.newBuilder().serviceName("front").ip("10.0.0.1").port(80).build())
            .remoteEndpoint(Endpoint.newBuilder().serviceName("back").ip("2001:db8::1").build())
            .addAnnotation(NOW_MICROS + 1, "retry|{\"n\":2}|0")
            .putTag("http.path", "/\"x\"\n")
            .putTag("otlp.link.0", "1".repeat(32) + "|" + "2".repeat(16) + "|a=b|{\"k\":1}|0")
            .shared(true)
            .build();
    return encoder.encodeList(List.of(span, span.toBuilder().id("c").build()));
  }

  private static Batch batch() {
    var span = new Span(1, 2, 3, 4, "get", 1, NOW_MICROS, 5);
    var text = new Tag("k", TagType.STRING).setVStr("v");
    var bytes = new Tag("b", TagType.BINARY).setVBinary(new byte[] {1, 2});
    span.setTags(List.of(text, bytes, new Tag("n", TagType.LONG).setVLong(7)));
    span.setLogs(List.of(new Log(NOW_MICROS, List.of(text))));
    span.setReferences(List.of(new SpanRef(SpanRefType.FOLLOWS_FROM, 1, 2, 9)));
    return new Batch(new Process("front").setTags(List.of(text)), List.of(span, span));
  }

  private interface Content {
    void write(TProtocol protocol) throws TException;
  }

  private static byte[] written(TProtocolFactory format, Content content) throws TException {
    var buffer = new TMemoryBuffer(1024);
    content.write(format.getProtocol(buffer));
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  private static byte[] call(TProtocolFactory format) throws TException {
    return written(format, protocol -> new Agent.Client(protocol).emitBatch(batch()));
  }

  private static byte[] postSpans() {
    byte[] id = ByteBuffer.allocate(16).putLong(1).putLong(2).array();
    var out = new ProtoWriter();
    int batch = out.begin(bytesField(1));
    int span = out.begin(bytesField(1));
    out.bytes(bytesField(1), id);
    out.bytes(bytesField(2), id, 8, 8);
    out.text(bytesField(3), "get");
    int start = out.begin(bytesField(6));
    out.varint(1 << 3, NOW_MICROS / 1_000_000);
    out.end(start);
    int tag = out.begin(bytesField(8));
    out.text(bytesField(1), "k");
    out.text(bytesField(3), "v");
    out.end(tag);
    out.end(span);
    int process = out.begin(bytesField(2));
    out.text(bytesField(1), "front");
    out.end(process);
    out.end(batch);
    return out.toBytes();
  }

  private static int bytesField(int number) {
    return number << 3 | 2;
  }
}
