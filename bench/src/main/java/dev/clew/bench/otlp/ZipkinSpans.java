package dev.clew.bench.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/// Translates requests of OTLP to Zipkin's `ListOfSpans`, as the exporter of OpenTelemetry's Java
/// SDK does: of the resource only the service's name is left, an event is a text, a link is lost.
final class ZipkinSpans {
  private static final int NANOS_A_MICRO = 1_000;

  private final ProtoWriter out = new ProtoWriter();
  private final ProtoWriter span = new ProtoWriter();
  private final ProtoWriter part = new ProtoWriter();

  private ZipkinSpans() {}

  static byte[] of(byte[] request) {
    return new ZipkinSpans().list(Wording.spans(request));
  }

  private byte[] list(List<Span> spans) {
    for (Span each : spans) {
      span.clear();
      write(each);
      out.bytes(tag(1, WireType.LENGTH), span.toBytes());
    }
    return out.toBytes();
  }

  private void write(Span each) {
    span.bytes(tag(1, WireType.LENGTH), bytes(each.traceId().high(), each.traceId().low()));
    SpanId parent = each.parentSpanId();
    if (parent != null) {
      span.bytes(tag(2, WireType.LENGTH), bytes(parent.bits()));
    }
    span.bytes(tag(3, WireType.LENGTH), bytes(each.spanId().bits()));
    span.varint(tag(4, WireType.VARINT), kind(each));
    span.text(tag(5, WireType.LENGTH), each.name());
    span.fixed64(tag(6, WireType.FIXED64), each.startNanos() / NANOS_A_MICRO);
    span.varint(tag(7, WireType.VARINT), Math.max(1, each.durationNanos() / NANOS_A_MICRO));
    part.clear();
    part.text(tag(1, WireType.LENGTH), service(each));
    span.bytes(tag(8, WireType.LENGTH), part.toBytes());
    each.events().forEach(this::annotate);
    each.attributes().forEach(attribute -> tag(attribute.key(), text(attribute.value())));
    if (each.hasError()) {
      tag("error", each.statusMessage());
    }
  }

  private void annotate(SpanEvent event) {
    part.clear();
    part.fixed64(tag(1, WireType.FIXED64), event.timeNanos() / NANOS_A_MICRO);
    part.text(
        tag(2, WireType.LENGTH),
        event.name() + " " + event.attributes().stream().map(ZipkinSpans::pair).toList());
    span.bytes(tag(10, WireType.LENGTH), part.toBytes());
  }

  private void tag(String key, String value) {
    part.clear();
    part.text(tag(1, WireType.LENGTH), key);
    part.text(tag(2, WireType.LENGTH), value);
    span.bytes(tag(11, WireType.LENGTH), part.toBytes());
  }

  private static String pair(Attribute attribute) {
    return attribute.key() + "=" + text(attribute.value());
  }

  private static String service(Span span) {
    return span.resource().attributes().stream()
        .filter(each -> each.key().equals("service.name"))
        .map(each -> text(each.value()))
        .findFirst()
        .orElse("unknown");
  }

  static String text(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.Int(var number) -> Long.toString(number);
      case AttributeValue.Bool(var flag) -> Boolean.toString(flag);
      case AttributeValue.Real(var real) -> Double.toString(real);
      case AttributeValue.Array(var values) ->
          values.stream().map(ZipkinSpans::text).collect(Collectors.joining(","));
      case AttributeValue.Map _, AttributeValue.Bytes _, AttributeValue.Empty _ -> "";
    };
  }

  /// Zipkin's number; 0 is none.
  private static int kind(Span span) {
    return switch (span.kind()) {
      case UNSPECIFIED, INTERNAL -> 0;
      case CLIENT -> 1;
      case SERVER -> 2;
      case PRODUCER -> 3;
      case CONSUMER -> 4;
    };
  }

  private static byte[] bytes(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long word : words) {
      bytes.putLong(word);
    }
    return bytes.array();
  }

  private static int tag(int field, int type) {
    return (field << 3) | type;
  }
}
