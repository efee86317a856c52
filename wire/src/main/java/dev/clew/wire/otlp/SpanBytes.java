package dev.clew.wire.otlp;

import dev.clew.wire.proto.ProtoWriter;

/// Writes a span of a batch as the `Span` message it came as, unknown fields included.
///
/// Of a span with a [SpanProblem] the ids that could not be read are missing.
public final class SpanBytes {
  private SpanBytes() {}

  /// Writes the fields of the span, without the tag and length of the message.
  public static void writeSpan(SpanBatch batch, int row, ProtoWriter out) {
    Spans spans = batch.spans();
    byte[] bytes = batch.bytes();
    traceId(out, Tags.TRACE_ID, spans.traceIdHigh(row), spans.traceIdLow(row));
    spanId(out, Tags.SPAN_ID, spans.spanId(row));
    text(out, Tags.TRACE_STATE, bytes, spans.traceState(row));
    spanId(out, Tags.PARENT_SPAN_ID, spans.parentSpanId(row));
    text(out, Tags.NAME, bytes, spans.name(row));
    number(out, Tags.KIND, spans.kind(row));
    time(out, Tags.START_TIME, spans.startNanos(row));
    time(out, Tags.END_TIME, spans.endNanos(row));
    writeAttributes(batch, row, out);
    count(out, Tags.DROPPED_ATTRIBUTES, spans.droppedAttributes(row));
    for (int event = spans.eventsFrom(row); event < spans.eventsTo(row); event++) {
      slice(out, Tags.EVENTS, bytes, batch.events().encoded(event));
    }
    count(out, Tags.DROPPED_EVENTS, spans.droppedEvents(row));
    for (int link = spans.linksFrom(row); link < spans.linksTo(row); link++) {
      slice(out, Tags.LINKS, bytes, batch.links().encoded(link));
    }
    count(out, Tags.DROPPED_LINKS, spans.droppedLinks(row));
    writeStatus(batch, row, out);
    flags(out, Tags.FLAGS, spans.flags(row));
    raw(out, bytes, spans.extra(row));
  }

  private static void writeAttributes(SpanBatch batch, int row, ProtoWriter out) {
    Spans spans = batch.spans();
    Attributes attributes = batch.attributes();
    long extra = spans.extra(row);
    for (int at = spans.attributesFrom(row); at < spans.attributesTo(row); at++) {
      if (!holds(extra, attributes.key(at))) {
        writeAttribute(batch, at, out);
      }
    }
  }

  /// True where an attribute is written with what this code does not know of the span.
  private static boolean holds(long extra, long key) {
    int from = Slice.offset(extra);
    int at = Slice.offset(key);
    return from <= at && at < from + Slice.length(extra);
  }

  private static void writeAttribute(SpanBatch batch, int row, ProtoWriter out) {
    Attributes attributes = batch.attributes();
    int mark = out.begin(Tags.ATTRIBUTES);
    slice(out, Tags.KEY, batch.bytes(), attributes.key(row));
    int valueMark = out.begin(Tags.VALUE);
    long value = attributes.value(row);
    switch (attributes.type(row)) {
      case EMPTY -> {}
      case STRING -> slice(out, Tags.STRING_VALUE, batch.bytes(), value);
      case BOOL -> out.varint(Tags.BOOL_VALUE, value);
      case INT -> out.varint(Tags.INT_VALUE, value);
      case DOUBLE -> out.fixed64(Tags.DOUBLE_VALUE, value);
      case ARRAY -> slice(out, Tags.ARRAY_VALUE, batch.bytes(), value);
      case MAP -> slice(out, Tags.MAP_VALUE, batch.bytes(), value);
      case BYTES -> slice(out, Tags.BYTES_VALUE, batch.bytes(), value);
    }
    out.end(valueMark);
    out.end(mark);
  }

  private static void writeStatus(SpanBatch batch, int row, ProtoWriter out) {
    int code = batch.spans().statusCode(row);
    long message = batch.spans().statusMessage(row);
    if (code == 0 && message == Slice.EMPTY) {
      return;
    }
    int mark = out.begin(Tags.STATUS);
    text(out, Tags.STATUS_MESSAGE, batch.bytes(), message);
    number(out, Tags.STATUS_CODE, code);
    out.end(mark);
  }

  /// An id of all zeroes is none.
  static void traceId(ProtoWriter out, int tag, long high, long low) {
    if ((high | low) != 0) {
      out.bigEndian(tag, high, low);
    }
  }

  static void spanId(ProtoWriter out, int tag, long id) {
    if (id != 0) {
      out.bigEndian(tag, id);
    }
  }

  static void time(ProtoWriter out, int tag, long nanos) {
    if (nanos != 0) {
      out.fixed64(tag, nanos);
    }
  }

  /// An enum, which is signed.
  static void number(ProtoWriter out, int tag, int value) {
    if (value != 0) {
      out.varint(tag, value);
    }
  }

  /// A count, which is unsigned.
  static void count(ProtoWriter out, int tag, int value) {
    if (value != 0) {
      out.varint(tag, Integer.toUnsignedLong(value));
    }
  }

  static void flags(ProtoWriter out, int tag, int value) {
    if (value != 0) {
      out.fixed32(tag, value);
    }
  }

  static void text(ProtoWriter out, int tag, String value) {
    if (!value.isEmpty()) {
      out.text(tag, value);
    }
  }

  static void text(ProtoWriter out, int tag, byte[] bytes, long slice) {
    if (Slice.length(slice) != 0) {
      slice(out, tag, bytes, slice);
    }
  }

  static void slice(ProtoWriter out, int tag, byte[] bytes, long slice) {
    out.bytes(tag, bytes, Slice.offset(slice), Slice.length(slice));
  }

  static void raw(ProtoWriter out, byte[] bytes, long slice) {
    out.raw(bytes, Slice.offset(slice), Slice.length(slice));
  }
}
