package dev.clew.wire.zipkin;

import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.thrift.ThriftReader;

/// Turns a list of Zipkin's spans into an OTLP request in protobuf.
public final class ZipkinReader {
  private ZipkinReader() {}

  /// Reads a list in one of the encodings.
  private interface Spans {
    void read(byte[] body, SpanTranslator out) throws MalformedException;
  }

  /// Reads `POST /api/v2/spans` in JSON.
  ///
  /// @param nowNanos the start of a span that knows neither its own nor when anything happened
  public static byte[] jsonV2(byte[] body, long nowNanos) throws MalformedException {
    return read(body, "json_v2", nowNanos, JsonV2Reader::read);
  }

  /// Reads `POST /api/v2/spans` in protobuf.
  public static byte[] proto3(byte[] body, long nowNanos) throws MalformedException {
    return read(body, "proto3", nowNanos, ProtoSpanReader::read);
  }

  /// Reads `POST /api/v1/spans` in JSON.
  public static byte[] jsonV1(byte[] body, long nowNanos) throws MalformedException {
    return read(body, "json_v1", nowNanos, JsonV1Reader::read);
  }

  /// Reads `POST /api/v1/spans` in Thrift.
  public static byte[] thrift(byte[] body, long nowNanos) throws MalformedException {
    return read(body, "thrift", nowNanos, ThriftSpanReader::read);
  }

  /// Reads the list of spans that comes next in a longer text of Thrift.
  public static void thrift(ThriftReader in, SpanWriter out, long nowNanos)
      throws MalformedException {
    new ThriftSpanReader(in, new SpanTranslator(out, "thrift", nowNanos)).spans();
  }

  private static byte[] read(byte[] body, String format, long nowNanos, Spans spans)
      throws MalformedException {
    var out = new SpanWriter(body.length);
    if (body.length > 0) {
      spans.read(body, new SpanTranslator(out, format, nowNanos));
    }
    return out.toBytes();
  }
}
