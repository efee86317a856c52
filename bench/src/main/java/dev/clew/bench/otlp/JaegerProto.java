package dev.clew.bench.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.wire.proto.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes `PostSpansRequest`s of Jaeger's; a batch is of one process, that of its first span. Owned
/// by one thread.
final class JaegerProto {
  private static final int NANOS_A_SECOND = 1_000_000_000;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;

  private final ProtoWriter out = new ProtoWriter();

  byte[] request(List<Span> spans) {
    int batch = begin(1);
    spans.forEach(this::span);
    int process = begin(2);
    text(1, spans.getFirst().resource().serviceName());
    spans.getFirst().resource().attributes().stream()
        .filter(each -> !JaegerThrift.isService(each))
        .forEach(each -> tag(2, each));
    out.end(process);
    out.end(batch);
    return out.toBytes();
  }

  private int begin(int field) {
    return out.begin(field << 3 | LENGTH);
  }

  private void text(int field, String text) {
    out.bytes(field << 3 | LENGTH, text.getBytes(StandardCharsets.UTF_8));
  }

  private void span(Span span) {
    int mark = begin(1);
    ids(span, span.spanId());
    text(3, span.name());
    SpanId parent = span.parentSpanId();
    if (parent != null) {
      int reference = begin(4);
      ids(span, parent);
      out.end(reference);
    }
    out.varint(5 << 3 | VARINT, 1);
    time(6, span.startNanos());
    time(7, span.durationNanos());
    JaegerThrift.told(span).forEach(each -> tag(8, each));
    span.events().forEach(this::log);
    out.end(mark);
  }

  private void ids(Span span, SpanId id) {
    long high = span.traceId().high();
    long low = span.traceId().low();
    out.bytes(1 << 3 | LENGTH, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    out.bytes(2 << 3 | LENGTH, ByteBuffer.allocate(8).putLong(id.bits()).array());
  }

  private void log(SpanEvent event) {
    int mark = begin(9);
    time(1, event.timeNanos());
    JaegerThrift.fields(event).forEach(each -> tag(2, each));
    out.end(mark);
  }

  private void time(int field, long nanos) {
    int mark = begin(field);
    out.varint(1 << 3 | VARINT, nanos / NANOS_A_SECOND);
    out.varint(2 << 3 | VARINT, nanos % NANOS_A_SECOND);
    out.end(mark);
  }

  private void tag(int field, Attribute attribute) {
    int mark = begin(field);
    text(1, attribute.key());
    switch (attribute.value()) {
      case AttributeValue.Text(var text) -> text(3, text);
      case AttributeValue.Bool(var flag) -> number(1, 4, flag ? 1 : 0);
      case AttributeValue.Int(var number) -> number(2, 5, number);
      case AttributeValue.Real(var real) -> {
        out.varint(2 << 3 | VARINT, 3);
        out.fixed64(6 << 3 | FIXED64, Double.doubleToRawLongBits(real));
      }
      case AttributeValue.Array _,
          AttributeValue.Map _,
          AttributeValue.Bytes _,
          AttributeValue.Empty _ ->
          text(3, ZipkinSpans.text(attribute.value()));
    }
    out.end(mark);
  }

  private void number(int type, int field, long value) {
    out.varint(2 << 3 | VARINT, type);
    out.varint(field << 3 | VARINT, value);
  }
}
