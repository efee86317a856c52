package dev.clew.collect;

import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.zipkin.ZipkinReader;

/// How a body is written, and how it becomes OTLP in protobuf, which is all that is known behind
/// this door.
public enum Format {
  OTLP_PROTOBUF((body, _) -> body),
  OTLP_JSON((body, _) -> OtlpJsonReader.read(body)),
  ZIPKIN_JSON_V2(ZipkinReader::jsonV2),
  ZIPKIN_PROTO3(ZipkinReader::proto3),
  ZIPKIN_JSON_V1(ZipkinReader::jsonV1),
  ZIPKIN_THRIFT(ZipkinReader::thrift);

  private final Translation translation;

  Format(Translation translation) {
    this.translation = translation;
  }

  private interface Translation {
    byte[] toOtlp(byte[] body, long nowNanos) throws MalformedException;
  }

  byte[] toOtlp(byte[] body, long nowNanos) throws MalformedException {
    return translation.toOtlp(body, nowNanos);
  }
}
