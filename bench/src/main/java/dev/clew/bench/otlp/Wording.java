package dev.clew.bench.otlp;

import dev.clew.model.Span;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.util.List;
import zipkin2.codec.SpanBytesDecoder;
import zipkin2.codec.SpanBytesEncoder;

/// Says requests of OTLP in the words of each protocol.
final class Wording {
  private Wording() {}

  @SuppressWarnings("deprecation") // clients still send THRIFT
  static byte[] of(byte[] request, Protocol protocol) {
    return switch (protocol) {
      case GRPC, HTTP -> request;
      case JSON -> OtlpJsonWriter.write(batch(request));
      case JAEGER_GRPC -> new JaegerProto().request(spans(request));
      case JAEGER_THRIFT -> JaegerThrift.batch(spans(request));
      case JAEGER_COMPACT -> JaegerThrift.call(spans(request));
      case ZIPKIN -> ZipkinSpans.of(request);
      case ZIPKIN_JSON -> zipkin(request, SpanBytesEncoder.JSON_V2);
      case ZIPKIN_JSON_V1 -> zipkin(request, SpanBytesEncoder.JSON_V1);
      case ZIPKIN_THRIFT -> zipkin(request, SpanBytesEncoder.THRIFT);
    };
  }

  private static byte[] zipkin(byte[] request, SpanBytesEncoder encoder) {
    return encoder.encodeList(SpanBytesDecoder.PROTO3.decodeList(ZipkinSpans.of(request)));
  }

  static List<Span> spans(byte[] request) {
    return ModelSpans.spans(batch(request));
  }

  private static SpanBatch batch(byte[] request) {
    try {
      return OtlpReader.read(request, request.length);
    } catch (MalformedException impossible) {
      throw new IllegalStateException("a made request must be readable", impossible);
    }
  }
}
