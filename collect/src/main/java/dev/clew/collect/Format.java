package dev.clew.collect;

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
  ZIPKIN_THRIFT;

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
    };
  }
}
