package dev.clew.wire.zipkin;

import static dev.clew.wire.thrift.ThriftType.BOOL;
import static dev.clew.wire.thrift.ThriftType.I16;
import static dev.clew.wire.thrift.ThriftType.I32;
import static dev.clew.wire.thrift.ThriftType.I64;
import static dev.clew.wire.thrift.ThriftType.LIST;
import static dev.clew.wire.thrift.ThriftType.STRING;
import static dev.clew.wire.thrift.ThriftType.STRUCT;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.thrift.BinaryReader;
import dev.clew.wire.thrift.ThriftReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Reads a list of spans of Zipkin's first version in Thrift.
///
/// Owned by one thread.
final class ThriftSpanReader {
  private final ThriftReader in;
  private final SpanTranslator out;

  ThriftSpanReader(ThriftReader in, SpanTranslator out) {
    this.in = in;
    this.out = out;
  }

  /// Reads a body that is a list in the binary protocol.
  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    if (body[0] != STRUCT) {
      throw new MalformedException("Expected a THRIFT encoded list");
    }
    var in = new BinaryReader(body);
    new ThriftSpanReader(in, out).spans();
    if (in.hasMore()) {
      throw in.malformed("body needs to be one list, got more");
    }
  }

  /// Reads the list that comes next.
  void spans() throws MalformedException {
    in.list(STRUCT, this::span);
  }

  private void span() throws MalformedException {
    var span = new V1Span();
    in.struct(tag -> field(span, tag));
    new V1Sides(span).write(out);
  }

  private void field(V1Span span, int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | I64 -> span.traceIdLow = in.i64();
      case 3 << 8 | STRING -> span.name = in.text();
      case 4 << 8 | I64 -> span.id = in.i64();
      case 5 << 8 | I64 -> span.parentId = in.i64();
      case 6 << 8 | LIST -> in.list(STRUCT, () -> span.annotation(new AnnotationFields().read()));
      case 8 << 8 | LIST -> in.list(STRUCT, () -> span.tag(new TagFields().read()));
      case 9 << 8 | BOOL -> span.isDebug = in.bool();
      case 10 << 8 | I64 -> span.timestampMicros = Math.max(0, in.i64());
      case 11 << 8 | I64 -> span.durationMicros = Math.max(0, in.i64());
      case 12 << 8 | I64 -> span.traceIdHigh = in.i64();
      default -> in.skip(tag);
    }
  }

  private final class AnnotationFields {
    private long micros;
    private String value = "";
    private Endpoint host = Endpoint.UNKNOWN;

    V1Span.Annotation read() throws MalformedException {
      in.struct(this::field);
      return new V1Span.Annotation(micros, value, host);
    }

    private void field(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 8 | I64 -> micros = in.i64();
        case 2 << 8 | STRING -> value = in.text();
        case 3 << 8 | STRUCT -> host = new HostFields().read();
        default -> in.skip(tag);
      }
    }
  }

  private final class TagFields {
    private static final int TYPE_BYTES = 1;

    private String key = "";
    private byte[] value = {};
    private int type = TYPE_BYTES;
    private Endpoint host = Endpoint.UNKNOWN;

    V1Span.Tag read() throws MalformedException {
      in.struct(this::field);
      return new V1Span.Tag(key, text(), host);
    }

    private void field(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 8 | STRING -> key = in.text();
        case 2 << 8 | STRING -> value = in.binary();
        case 3 << 8 | I32 -> type = in.i32();
        case 4 << 8 | STRUCT -> host = new HostFields().read();
        default -> in.skip(tag);
      }
    }

    /// The value as it is written: a bool, numbers of three sizes and a real one, else a text.
    private String text() throws MalformedException {
      ByteBuffer number = ByteBuffer.wrap(value);
      return switch (type) {
        case 0 -> Boolean.toString(sized(1) && value[0] != 0);
        case TYPE_BYTES -> HexFormat.of().formatHex(value);
        case 2 -> sized(Short.BYTES) ? Short.toString(number.getShort()) : "";
        case 3 -> sized(Integer.BYTES) ? Integer.toString(number.getInt()) : "";
        case 4 -> sized(Long.BYTES) ? Long.toString(number.getLong()) : "";
        case 5 -> sized(Double.BYTES) ? Double.toString(number.getDouble()) : "";
        default -> new String(value, StandardCharsets.UTF_8);
      };
    }

    private boolean sized(int bytes) throws MalformedException {
      if (value.length != bytes) {
        throw in.malformed(
            "binary annotation of type "
                + type
                + " needs "
                + bytes
                + " bytes, got "
                + value.length);
      }
      return true;
    }
  }

  private final class HostFields {
    private Endpoint host = Endpoint.UNKNOWN;

    Endpoint read() throws MalformedException {
      in.struct(this::field);
      return host;
    }

    private void field(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 8 | I32 -> host = host.withAddress(ipv4(in.i32()));
        case 2 << 8 | I16 -> host = host.withPort(in.i16() & 0xffff);
        case 3 << 8 | STRING -> host = host.withServiceName(in.text());
        case 4 << 8 | STRING -> host = host.withAddress(in.binary());
        default -> in.skip(tag);
      }
    }

    private static byte[] ipv4(int address) {
      return address == 0
          ? new byte[0]
          : ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
    }
  }
}
