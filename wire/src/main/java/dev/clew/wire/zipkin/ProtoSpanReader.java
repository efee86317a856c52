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
  private final Texts texts;
  private final ZipkinSpan span;
  private final Endpoints locals = new Endpoints();
  private final Endpoints remotes = new Endpoints();

  private ProtoSpanReader(byte[] bytes, SpanTranslator out) {
    this.bytes = bytes;
    texts = new Texts(bytes);
    span = new ZipkinSpan(texts);
    this.in = new ProtoReader(bytes, 0, bytes.length);
    this.out = out;
  }

  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    if (body[0] != SPAN) {
      throw new MalformedException("Expected a PROTO3 encoded list");
    }
    new ProtoSpanReader(body, out).spans();
  }

  private void spans() throws MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == SPAN) {
        span();
      } else {
        in.skip(tag);
      }
    }
  }

  private void span() throws MalformedException {
    texts.clear();
    span.clear();
    int outer = in.enter();
    while (in.hasMore()) {
      field(in.tag());
    }
    in.leave(outer);
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
      case 8 << 3 | LENGTH -> span.local = locals.read();
      case 9 << 3 | LENGTH -> span.remote = remotes.read();
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

  /// Reads endpoints, most of which are written as the one before was.
  private final class Endpoints {
    private int from;
    private int to;
    private Endpoint endpoint = Endpoint.UNKNOWN;

    Endpoint read() throws MalformedException {
      int outer = in.enter();
      int start = in.position();
      int end = in.limit();
      if (!Arrays.equals(bytes, from, to, bytes, start, end)) {
        endpoint = Endpoint.UNKNOWN;
        while (in.hasMore()) {
          field(in.tag());
        }
        from = start;
        to = end;
      }
      in.leave(outer);
      return endpoint;
    }

    private void field(int tag) throws MalformedException {
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
    long micros = 0;
    long value = Slice.EMPTY;
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | FIXED64 -> micros = in.fixed64();
        case 2 << 3 | LENGTH -> value = slice();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    // As Zipkin does, which takes half an annotation for none.
    if (micros != 0 && Slice.length(value) > 0) {
      span.annotation(micros, value);
    }
  }

  private void tag() throws MalformedException {
    long key = Slice.EMPTY;
    long value = Slice.EMPTY;
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | LENGTH -> key = slice();
        case 2 << 3 | LENGTH -> value = slice();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    span.tags.put(key, value);
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
