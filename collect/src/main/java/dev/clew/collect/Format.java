package dev.clew.collect;

import dev.clew.wire.jaeger.JaegerReader;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.zipkin.ZipkinReader;

/// How a body is written.
public enum Format {
  OTLP_PROTOBUF,
  OTLP_JSON,
  ZIPKIN_JSON_V2,
  ZIPKIN_PROTO3,
  ZIPKIN_JSON_V1,
  ZIPKIN_THRIFT,
  JAEGER_THRIFT,
  JAEGER_PROTO,
  JAEGER_COMPACT,
  JAEGER_BINARY,
  JAEGER_JSON;

  /// The body as OTLP in protobuf, which is all that is known behind this door; itself where it is
  /// that already.
  byte[] toOtlp(byte[] body, long nowNanos) throws MalformedException {
    return switch (this) {
      case OTLP_PROTOBUF -> body;
      case OTLP_JSON -> OtlpJsonReader.read(body);
      case ZIPKIN_JSON_V2 -> ZipkinReader.jsonV2(body, nowNanos);
      case ZIPKIN_PROTO3 -> ZipkinReader.proto3(body, nowNanos);
      case ZIPKIN_JSON_V1 -> ZipkinReader.jsonV1(body, nowNanos);
      case ZIPKIN_THRIFT -> ZipkinReader.thrift(body, nowNanos);
      case JAEGER_THRIFT -> JaegerReader.thrift(body);
      case JAEGER_PROTO -> JaegerReader.proto(body);
      case JAEGER_COMPACT -> JaegerReader.compact(body, nowNanos);
      case JAEGER_BINARY -> JaegerReader.binary(body, nowNanos);
      case JAEGER_JSON -> JaegerReader.json(body);
    };
  }
}
