package dev.clew.bench.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.transport.TMemoryBuffer;

/// Batches of Jaeger's, written by Jaeger's own classes. A batch is of one process: that of its
/// first span.
final class JaegerThrift {
  private static final int NANOS_A_MICRO = 1_000;
  private static final int ROOM = 1 << 16;

  private JaegerThrift() {}

  static byte[] batch(List<Span> spans) {
    try {
      return new TSerializer(new TBinaryProtocol.Factory()).serialize(of(spans));
    } catch (TException impossible) {
      throw new IllegalStateException("an array takes every byte", impossible);
    }
  }

  /// A call of the agent, in the compact protocol.
  static byte[] call(List<Span> spans) {
    try {
      TMemoryBuffer buffer = new TMemoryBuffer(ROOM);
      new Agent.Client(new TCompactProtocol(buffer)).emitBatch(of(spans));
      return Arrays.copyOf(buffer.getArray(), buffer.length());
    } catch (TException impossible) {
      throw new IllegalStateException("an array takes every byte", impossible);
    }
  }

  private static Batch of(List<Span> spans) {
    List<Attribute> resource = spans.getFirst().resource().attributes();
    Process process = new Process(spans.getFirst().resource().serviceName());
    process.setTags(tags(resource.stream().filter(each -> !isService(each)).toList()));
    return new Batch(process, spans.stream().map(JaegerThrift::span).toList());
  }

  static boolean isService(Attribute attribute) {
    return attribute.key().equals("service.name");
  }

  private static io.jaegertracing.thriftjava.Span span(Span span) {
    SpanId parent = span.parentSpanId();
    long micros = span.startNanos() / NANOS_A_MICRO;
    return new io.jaegertracing.thriftjava.Span(
            span.traceId().low(),
            span.traceId().high(),
            span.spanId().bits(),
            parent == null ? 0 : parent.bits(),
            span.name(),
            1,
            micros,
            span.durationNanos() / NANOS_A_MICRO)
        .setTags(tags(told(span)))
        .setLogs(span.events().stream().map(JaegerThrift::log).toList());
  }

  /// The attributes, with what Jaeger tells by tags.
  static List<Attribute> told(Span span) {
    List<Attribute> all = new ArrayList<>(span.attributes());
    if (span.kind() != SpanKind.UNSPECIFIED) {
      all.add(Attribute.of("span.kind", span.kind().name().toLowerCase(Locale.ROOT)));
    }
    if (span.hasError()) {
      all.add(Attribute.of("error", true));
      all.add(Attribute.of("otel.status_description", span.statusMessage()));
    }
    return all;
  }

  private static Log log(SpanEvent event) {
    return new Log(event.timeNanos() / NANOS_A_MICRO, tags(fields(event)));
  }

  static List<Attribute> fields(SpanEvent event) {
    List<Attribute> all = new ArrayList<>(event.attributes());
    all.add(Attribute.of("event", event.name()));
    return all;
  }

  private static List<Tag> tags(List<Attribute> attributes) {
    return attributes.stream().map(JaegerThrift::tag).toList();
  }

  private static Tag tag(Attribute attribute) {
    String key = attribute.key();
    return switch (attribute.value()) {
      case AttributeValue.Text(var text) -> new Tag(key, TagType.STRING).setVStr(text);
      case AttributeValue.Int(var number) -> new Tag(key, TagType.LONG).setVLong(number);
      case AttributeValue.Bool(var flag) -> new Tag(key, TagType.BOOL).setVBool(flag);
      case AttributeValue.Real(var real) -> new Tag(key, TagType.DOUBLE).setVDouble(real);
      case AttributeValue.Array _,
          AttributeValue.Map _,
          AttributeValue.Bytes _,
          AttributeValue.Empty _ ->
          new Tag(key, TagType.STRING).setVStr(ZipkinSpans.text(attribute.value()));
    };
  }
}
