package dev.clew.serve.api.jaeger;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.serve.api.Json;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes spans as Jaeger's second generation has them in protobuf, each with its process, by the
/// numbers of `jaeger_v2.proto`.
///
/// Owned by the thread that writes.
final class ProtoSpans {
  private static final long NANOS = 1_000_000_000;

  /// How a value is told apart in `v_type`.
  private static final int BOOL = 1;

  private static final int INT64 = 2;
  private static final int FLOAT64 = 3;
  private static final int BINARY = 4;

  private final ShownTrace trace;
  private final Tags tags;
  private final byte[] traceId;
  private final Map<Resource, byte[]> processes = new HashMap<>();

  /// @param batch a trace of one span or more
  ProtoSpans(SpanBatch batch, boolean raw) {
    trace = new ShownTrace(batch, raw);
    tags = new Tags(raw);
    traceId = traceId(trace.traceIdHigh(), trace.traceIdLow());
  }

  int size() {
    return trace.size();
  }

  /// Writes some spans as a `SpansResponseChunk`.
  byte[] chunk(int from, int to) {
    var out = new ProtoWriter();
    for (int row = from; row < to; row++) {
      int mark = out.begin(message(1));
      write(trace.at(row), out);
      out.end(mark);
    }
    return out.toBytes();
  }

  private void write(ShownTrace.Shown shown, ProtoWriter out) {
    Span span = shown.span();
    out.bytes(message(1), traceId);
    out.bytes(message(2), bigEndian(shown.id()));
    out.text(message(3), span.name());
    for (Reference reference : shown.references()) {
      write(reference, out);
    }
    time(out, 6, span.startNanos());
    time(out, 7, span.durationNanos());
    write(out, 8, tags.of(span));
    for (SpanEvent event : trace.events(span)) {
      int mark = out.begin(message(9));
      time(out, 1, event.timeNanos());
      write(out, 2, tags.of(event));
      out.end(mark);
    }
    out.bytes(message(10), processes.computeIfAbsent(span.resource(), this::process));
    shown.warnings().forEach(warning -> out.text(message(12), warning));
  }

  private static void write(Reference reference, ProtoWriter out) {
    int mark = out.begin(message(4));
    out.bytes(message(1), traceId(reference.traceIdHigh(), reference.traceIdLow()));
    out.bytes(message(2), bigEndian(reference.spanId()));
    if (reference.isFollowsFrom()) {
      out.varint(number(3), 1);
    }
    out.end(mark);
  }

  private byte[] process(Resource resource) {
    var out = new ProtoWriter();
    out.text(message(1), Processes.serviceOf(resource));
    write(out, 2, tags.of(resource));
    return out.toBytes();
  }

  private static void write(ProtoWriter out, int field, List<Attribute> tags) {
    for (Attribute tag : tags) {
      int mark = out.begin(message(field));
      out.text(message(1), tag.key());
      write(out, tag.value());
      out.end(mark);
    }
  }

  private static void write(ProtoWriter out, AttributeValue value) {
    switch (value) {
      case AttributeValue.Empty _ -> {}
      case AttributeValue.Text(var text) -> out.text(message(3), text);
      case AttributeValue.Array _, AttributeValue.Map _ -> out.text(message(3), Json.text(value));
      case AttributeValue.Bool(var truth) -> {
        out.varint(number(2), BOOL);
        out.varint(number(4), truth ? 1 : 0);
      }
      case AttributeValue.Int(var number) -> {
        out.varint(number(2), INT64);
        out.varint(number(5), number);
      }
      case AttributeValue.Real(var number) -> {
        out.varint(number(2), FLOAT64);
        out.fixed64(6 << 3 | WireType.FIXED64, Double.doubleToRawLongBits(number));
      }
      case AttributeValue.Bytes(var bytes) -> {
        out.varint(number(2), BINARY);
        out.bytes(message(7), bytes);
      }
    }
  }

  /// A timestamp or a duration.
  private static void time(ProtoWriter out, int field, long nanos) {
    int mark = out.begin(message(field));
    long seconds = Long.divideUnsigned(nanos, NANOS);
    long rest = Long.remainderUnsigned(nanos, NANOS);
    if (seconds != 0) {
      out.varint(number(1), seconds);
    }
    if (rest != 0) {
      out.varint(number(2), rest);
    }
    out.end(mark);
  }

  private static byte[] traceId(long high, long low) {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  private static byte[] bigEndian(long bits) {
    return ByteBuffer.allocate(8).putLong(bits).array();
  }

  private static int message(int field) {
    return field << 3 | WireType.LENGTH;
  }

  private static int number(int field) {
    return field << 3 | WireType.VARINT;
  }
}
