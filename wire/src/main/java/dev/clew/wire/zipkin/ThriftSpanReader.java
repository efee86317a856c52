package dev.clew.wire.zipkin;

import static dev.clew.wire.thrift.ThriftType.BOOL;
import static dev.clew.wire.thrift.ThriftType.I16;
import static dev.clew.wire.thrift.ThriftType.I32;
import static dev.clew.wire.thrift.ThriftType.I64;
import static dev.clew.wire.thrift.ThriftType.LIST;
import static dev.clew.wire.thrift.ThriftType.STRING;
import static dev.clew.wire.thrift.ThriftType.STRUCT;

import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.thrift.BinaryReader;
import dev.clew.wire.thrift.ThriftReader;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Reads a list of spans of Zipkin's first version in Thrift.
///
/// Owned by one thread.
final class ThriftSpanReader {
  private static final int TYPE_BYTES = 1;

  private final ThriftReader in;
  private final V1Span span;
  private final Texts texts;
  private final V1Sides sides;
  private final ThriftReader.Fields field = this::field;
  private final ThriftReader.Element annotation = this::annotation;
  private final ThriftReader.Fields annotationField = this::annotationField;
  private final ThriftReader.Element tag = this::tag;
  private final ThriftReader.Fields tagField = this::tagField;
  private final ThriftReader.Fields hostField = this::hostField;

  // What there is of an annotation, of a tag, and of the host of either.
  private long micros;
  private long text;
  private long key;
  private long value; // of the body
  private int type;
  private Endpoint host = Endpoint.UNKNOWN;

  // Most hosts are written as the one before was.
  private long hostBytes = Slice.EMPTY;
  private Endpoint lastHost = Endpoint.UNKNOWN;

  ThriftSpanReader(ThriftReader in, SpanTranslator out) {
    this.in = in;
    span = new V1Span(in.bytes());
    texts = span.texts;
    sides = new V1Sides(span, out);
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
    span.clear();
    in.struct(field);
    sides.write();
  }

  private void field(int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | I64 -> span.traceIdLow = in.i64();
      case 3 << 8 | STRING -> span.name(text(in.slice()));
      case 4 << 8 | I64 -> span.id = in.i64();
      case 5 << 8 | I64 -> span.parentId = in.i64();
      case 6 << 8 | LIST -> in.list(STRUCT, annotation);
      case 8 << 8 | LIST -> in.list(STRUCT, this.tag);
      case 9 << 8 | BOOL -> span.isDebug = in.bool();
      case 10 << 8 | I64 -> span.timestamp(in.i64());
      case 11 << 8 | I64 -> span.duration(in.i64());
      case 12 << 8 | I64 -> span.traceIdHigh = in.i64();
      default -> in.skip(tag);
    }
  }

  /// Some bytes of the body as one of the span's texts.
  private long text(long slice) {
    int from = Slice.offset(slice);
    return texts.addAny(in.bytes(), from, from + Slice.length(slice));
  }

  private void annotation() throws MalformedException {
    micros = 0;
    text = Slice.EMPTY;
    host = Endpoint.UNKNOWN;
    in.struct(annotationField);
    span.annotation(micros, text, host);
  }

  private void annotationField(int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | I64 -> micros = in.i64();
      case 2 << 8 | STRING -> text = text(in.slice());
      case 3 << 8 | STRUCT -> host = host();
      default -> in.skip(tag);
    }
  }

  private void tag() throws MalformedException {
    key = Slice.EMPTY;
    value = Slice.EMPTY;
    type = TYPE_BYTES;
    host = Endpoint.UNKNOWN;
    in.struct(tagField);
    span.tag(key, value(), host);
  }

  private void tagField(int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | STRING -> key = text(in.slice());
      case 2 << 8 | STRING -> value = in.slice();
      case 3 << 8 | I32 -> type = in.i32();
      case 4 << 8 | STRUCT -> host = host();
      default -> in.skip(tag);
    }
  }

  /// The value as it is written: a bool, bytes, numbers of three sizes and a real one, else a text.
  private long value() throws MalformedException {
    ByteBuffer bytes = ByteBuffer.wrap(in.bytes());
    int at = Slice.offset(value);
    int end = at + Slice.length(value);
    return switch (type) {
      case 0 -> texts.add(Boolean.toString(bytes.get(sized(1)) != 0));
      case TYPE_BYTES -> texts.add(HexFormat.of().formatHex(in.bytes(), at, end));
      case 2 -> texts.add(Short.toString(bytes.getShort(sized(Short.BYTES))));
      case 3 -> texts.add(Integer.toString(bytes.getInt(sized(Integer.BYTES))));
      case 4 -> texts.add(Long.toString(bytes.getLong(sized(Long.BYTES))));
      case 5 -> texts.add(Double.toString(bytes.getDouble(sized(Double.BYTES))));
      default -> text(value);
    };
  }

  /// Where the value starts, which needs to have so many bytes.
  private int sized(int bytes) throws MalformedException {
    if (Slice.length(value) != bytes) {
      throw in.malformed(
          "binary annotation of type "
              + type
              + " needs "
              + bytes
              + " bytes, got "
              + Slice.length(value));
    }
    return Slice.offset(value);
  }

  private Endpoint host() throws MalformedException {
    if (!in.passStructLike(hostBytes)) {
      int from = in.position();
      lastHost = Endpoint.UNKNOWN;
      in.struct(hostField);
      hostBytes = Slice.of(from, in.position() - from);
    }
    return lastHost;
  }

  private void hostField(int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | I32 -> lastHost = lastHost.withAddress(ipv4(in.i32()));
      case 2 << 8 | I16 -> lastHost = lastHost.withPort(in.i16() & 0xffff);
      case 3 << 8 | STRING -> lastHost = lastHost.withServiceName(in.text());
      case 4 << 8 | STRING -> lastHost = lastHost.withAddress(in.binary());
      default -> in.skip(tag);
    }
  }

  private static byte[] ipv4(int address) {
    return address == 0 ? new byte[0] : ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
  }
}
