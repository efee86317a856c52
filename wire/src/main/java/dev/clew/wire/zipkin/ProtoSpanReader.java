package dev.clew.wire.zipkin;

import static dev.clew.wire.proto.WireType.FIXED64;
import static dev.clew.wire.proto.WireType.LENGTH;
import static dev.clew.wire.proto.WireType.VARINT;

import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads Zipkin's `ListOfSpans` in protobuf.
///
/// Owned by one thread.
final class ProtoSpanReader {
  private static final int SPAN = 1 << 3 | LENGTH;
  // In the order of their numbers, which are not those of OTLP.
  private static final SpanKind[] KINDS = {
    SpanKind.UNSPECIFIED, SpanKind.CLIENT, SpanKind.SERVER, SpanKind.PRODUCER, SpanKind.CONSUMER
  };

  private final byte[] bytes;
  private final ProtoReader in;
  private final SpanTranslator out;
  private final ZipkinSpan span = new ZipkinSpan();
  private final Texts texts = span.texts;

  private ProtoSpanReader(byte[] bytes, SpanTranslator out) {
    this.bytes = bytes;
    this.in = new ProtoReader(bytes, 0, bytes.length);
    this.out = out;
  }

  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    if (body[0] != SPAN) {
      throw new MalformedException("Expected a PROTO3 encoded list");
    }
    var reader = new ProtoSpanReader(body, out);
    reader.message(tag -> {
      switch (tag) {
        case SPAN -> reader.span();
        default -> reader.in.skip(tag);
      }
    });
  }

  /// Reads the content of one field.
  private interface Field {
    void read(int tag) throws MalformedException;
  }

  private void message(Field field) throws MalformedException {
    while (in.hasMore()) {
      field.read(in.tag());
    }
  }

  private void nested(Field field) throws MalformedException {
    int outer = in.enter();
    message(field);
    in.leave(outer);
  }

  private void span() throws MalformedException {
    span.clear();
    nested(this::field);
    out.write(span);
  }

  private void field(int tag) throws MalformedException {
    switch (tag) {
      case 1 << 3 | LENGTH -> traceId();
      case 2 << 3 | LENGTH -> span.parentId = id("parent_id");
      case 3 << 3 | LENGTH -> span.id = id("id");
      case 4 << 3 | VARINT -> span.kind = kind(in.varint());
      case 5 << 3 | LENGTH -> span.name(slice());
      case 6 << 3 | FIXED64 -> span.timestamp(in.fixed64());
      case 7 << 3 | VARINT -> span.duration(in.varint());
      case 8 << 3 | LENGTH -> span.local = endpoint();
      case 9 << 3 | LENGTH -> span.remote = endpoint();
      case 10 << 3 | LENGTH -> annotation();
      case 11 << 3 | LENGTH -> tag();
      case 12 << 3 | VARINT -> span.isDebug = in.varint() != 0;
      case 13 << 3 | VARINT -> span.isShared = in.varint() != 0;
      default -> in.skip(tag);
    }
  }

  private void traceId() throws MalformedException {
    byte[] id = bytes("trace_id", 2 * Long.BYTES);
    int middle = Math.max(0, id.length - Long.BYTES);
    span.traceIdHigh = Ids.bits(id, 0, middle);
    span.traceIdLow = Ids.bits(id, middle, id.length);
  }

  private long id(String name) throws MalformedException {
    byte[] id = bytes(name, Long.BYTES);
    return Ids.bits(id, 0, id.length);
  }

  private static SpanKind kind(long number) {
    return number >= 0 && number < KINDS.length ? KINDS[(int) number] : SpanKind.UNSPECIFIED;
  }

  private Endpoint endpoint() throws MalformedException {
    var fields = new EndpointFields();
    nested(fields::read);
    return fields.endpoint;
  }

  private final class EndpointFields {
    private Endpoint endpoint = Endpoint.UNKNOWN;

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | LENGTH -> endpoint = endpoint.withServiceName(text());
        case 2 << 3 | LENGTH -> endpoint = endpoint.withAddress(bytes("ipv4", 4));
        case 3 << 3 | LENGTH -> endpoint = endpoint.withAddress(bytes("ipv6", 16));
        case 4 << 3 | VARINT -> endpoint = endpoint.withPort(in.int32() & 0xffff);
        default -> in.skip(tag);
      }
    }
  }

  private void annotation() throws MalformedException {
    var fields = new AnnotationFields();
    nested(fields::read);
    // As Zipkin does, which takes half an annotation for none.
    if (fields.micros != 0 && Slice.length(fields.value) > 0) {
      span.annotation(fields.micros, fields.value);
    }
  }

  private final class AnnotationFields {
    private long micros;
    private long value = Slice.EMPTY;

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | FIXED64 -> micros = in.fixed64();
        case 2 << 3 | LENGTH -> value = slice();
        default -> in.skip(tag);
      }
    }
  }

  private void tag() throws MalformedException {
    var fields = new TagFields();
    nested(fields::read);
    span.tags.put(fields.key, fields.value);
  }

  private final class TagFields {
    private long key = Slice.EMPTY;
    private long value = Slice.EMPTY;

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | LENGTH -> key = slice();
        case 2 << 3 | LENGTH -> value = slice();
        default -> in.skip(tag);
      }
    }
  }

  private String text() throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /// A text, among those of the span.
  private long slice() throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return texts.addAny(bytes, from, from + length);
  }

  private byte[] bytes(String name, int most) throws MalformedException {
    int length = in.length();
    if (length > most) {
      throw new MalformedException(
          name + " needs at most " + most + " bytes, got " + length, in.position());
    }
    int from = in.position();
    in.advance(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }
}
