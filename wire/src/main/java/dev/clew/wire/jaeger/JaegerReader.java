package dev.clew.wire.jaeger;

import static dev.clew.wire.thrift.ThriftType.LIST;
import static dev.clew.wire.thrift.ThriftType.STRUCT;

import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.thrift.BinaryReader;
import dev.clew.wire.thrift.CompactReader;
import dev.clew.wire.thrift.ThriftReader;
import dev.clew.wire.zipkin.ZipkinReader;

/// Turns a batch of Jaeger's spans into an OTLP request in protobuf.
public final class JaegerReader {
  /// The most of what is gathered as objects, of which an empty one takes a byte or two to send.
  static final int MAX_PARTS = 1 << 16;

  private static final int CALL = 1;
  private static final int ONE_WAY = 4;

  private JaegerReader() {}

  /// Reads a `Batch` in Thrift's binary protocol, as it is sent over HTTP.
  public static byte[] thrift(byte[] body) throws MalformedException {
    var in = new BinaryReader(body);
    var out = new SpanWriter(body.length);
    new ThriftBatchReader(in, out).read();
    end(in);
    return out.toBytes();
  }

  /// Reads a `PostSpansRequest` in protobuf, as it is sent over gRPC.
  public static byte[] proto(byte[] body) throws MalformedException {
    var out = new SpanWriter(body.length);
    new ProtoBatchReader(body, out).read();
    return out.toBytes();
  }

  /// Reads traces in the JSON of Jaeger's query API, as its page downloads them.
  public static byte[] json(byte[] body) throws MalformedException {
    var out = new SpanWriter(body.length);
    JsonTraceReader.read(body, out);
    return out.toBytes();
  }

  /// Reads a call of the agent in Thrift's compact protocol, as it is sent over UDP.
  ///
  /// @param nowNanos the start of a span of Zipkin that knows no time
  public static byte[] compact(byte[] packet, long nowNanos) throws MalformedException {
    return call(new CompactReader(packet), packet.length, nowNanos);
  }

  /// Reads a call of the agent in Thrift's binary protocol, as it is sent over UDP.
  ///
  /// @param nowNanos the start of a span of Zipkin that knows no time
  public static byte[] binary(byte[] packet, long nowNanos) throws MalformedException {
    return call(new BinaryReader(packet), packet.length, nowNanos);
  }

  private static byte[] call(ThriftReader in, int length, long nowNanos) throws MalformedException {
    ThriftReader.Message message = in.message();
    if (message.type() != CALL && message.type() != ONE_WAY) {
      throw in.malformed("message needs to be a call, got type " + message.type());
    }
    var out = new SpanWriter(length);
    switch (message.name()) {
      case "emitBatch" -> argument(in, STRUCT, () -> new ThriftBatchReader(in, out).read());
      case "emitZipkinBatch" -> argument(in, LIST, () -> ZipkinReader.thrift(in, out, nowNanos));
      default -> throw in.malformed("message needs to be emitBatch or emitZipkinBatch");
    }
    end(in);
    return out.toBytes();
  }

  private static void argument(ThriftReader in, int type, ThriftReader.Element reader)
      throws MalformedException {
    in.struct(tag -> {
      if (tag == (1 << 8 | type)) {
        reader.read();
      } else {
        in.skip(tag);
      }
    });
  }

  private static void end(ThriftReader in) throws MalformedException {
    if (in.hasMore()) {
      throw in.malformed("body needs to end with its batch, got more");
    }
  }
}
