package dev.clew.wire.jaeger;

import static dev.clew.wire.proto.WireType.FIXED64;
import static dev.clew.wire.proto.WireType.LENGTH;
import static dev.clew.wire.proto.WireType.VARINT;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a `PostSpansRequest` of Jaeger's `api_v2` in protobuf.
///
/// Owned by one thread.
final class ProtoBatchReader {
  private static final long LAST_SECOND = Long.divideUnsigned(-1, 1_000_000_000) - 5;
  private static final int BATCH = 1 << 3 | LENGTH;
  private static final int BATCH_SPANS = 1 << 3 | LENGTH;
  private static final int BATCH_PROCESS = 2 << 3 | LENGTH;

  private final byte[] bytes;
  private final ProtoReader in;
  private final SpanWriter out;

  ProtoBatchReader(byte[] bytes, SpanWriter out) {
    this.bytes = bytes;
    this.in = new ProtoReader(bytes, 0, bytes.length);
    this.out = out;
  }

  void read() throws MalformedException {
    message(tag -> {
      switch (tag) {
        case BATCH -> batch();
        default -> in.skip(tag);
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

  /// Reads a batch twice: its process, which most clients write last, then its spans.
  private void batch() throws MalformedException {
    int length = in.length();
    int from = in.position();
    int outer = in.limit();
    var process = new JaegerProcess();
    in.window(from, from + length);
    message(tag -> {
      switch (tag) {
        case BATCH_PROCESS -> nested(field -> process(process, field));
        default -> in.skip(tag);
      }
    });
    Resource resource = process.resource();
    in.window(from, from + length);
    message(tag -> {
      switch (tag) {
        case BATCH_SPANS -> span(resource);
        default -> in.skip(tag);
      }
    });
    in.window(from + length, outer);
  }

  private void process(JaegerProcess process, int tag) throws MalformedException {
    switch (tag) {
      case 1 << 3 | LENGTH -> process.serviceName(text());
      case 2 << 3 | LENGTH -> process.tag(keyValue());
      default -> in.skip(tag);
    }
  }

  private void span(Resource ofBatch) throws MalformedException {
    var fields = new SpanFields();
    nested(fields::read);
    fields.end(ofBatch);
  }

  private final class SpanFields {
    private final JaegerSpan span = new JaegerSpan(out);
    private final List<AttributeValue> warnings = new ArrayList<>();
    private @Nullable JaegerProcess process;

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | LENGTH -> {
          int length = idLength("trace_id");
          span.traceIdHigh = length == Long.BYTES ? 0 : bigEndian();
          span.traceIdLow = bigEndian();
        }
        case 2 << 3 | LENGTH -> span.id = spanId();
        case 3 << 3 | LENGTH -> span.name(text());
        case 4 << 3 | LENGTH -> span.reference(reference());
        case 5 << 3 | VARINT -> span.flags = in.int32();
        case 6 << 3 | LENGTH -> span.startNanos = nanos();
        case 7 << 3 | LENGTH -> span.durationNanos = nanos();
        case 8 << 3 | LENGTH -> span.tag(keyValue());
        case 9 << 3 | LENGTH -> log(span);
        case 10 << 3 | LENGTH -> {
          JaegerProcess own = process == null ? new JaegerProcess() : process;
          nested(field -> process(own, field));
          process = own;
        }
        case 12 << 3 | LENGTH -> warnings.add(new AttributeValue.Text(text()));
        default -> in.skip(tag);
      }
    }

    void end(Resource ofBatch) throws MalformedException {
      span.warnings(warnings);
      span.end(process == null ? ofBatch : process.resource());
    }
  }

  private void log(JaegerSpan span) throws MalformedException {
    span.startLog();
    nested(tag -> {
      switch (tag) {
        case 1 << 3 | LENGTH -> span.logTime(nanos());
        case 2 << 3 | LENGTH -> span.logField(keyValue());
        default -> in.skip(tag);
      }
    });
    span.endLog();
  }

  private Reference reference() throws MalformedException {
    var fields = new ReferenceFields();
    nested(fields::read);
    return fields.reference();
  }

  private final class ReferenceFields {
    private int type;
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | LENGTH -> {
          int length = idLength("trace_id");
          traceIdHigh = length == Long.BYTES ? 0 : bigEndian();
          traceIdLow = bigEndian();
        }
        case 2 << 3 | LENGTH -> spanId = spanId();
        case 3 << 3 | VARINT -> type = in.int32();
        default -> in.skip(tag);
      }
    }

    Reference reference() {
      return new Reference(type == Reference.FOLLOWS_FROM, traceIdHigh, traceIdLow, spanId);
    }
  }

  private Attribute keyValue() throws MalformedException {
    var fields = new KeyValueFields();
    nested(fields::read);
    return new Attribute(fields.key, fields.value());
  }

  private final class KeyValueFields {
    private String key = "";
    private int type;
    private String text = "";
    private boolean bool;
    private long number;
    private double real;
    private byte[] binary = {};

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | LENGTH -> key = text();
        case 2 << 3 | VARINT -> type = in.int32();
        case 3 << 3 | LENGTH -> text = text();
        case 4 << 3 | VARINT -> bool = in.varint() != 0;
        case 5 << 3 | VARINT -> number = in.varint();
        case 6 << 3 | FIXED64 -> real = Double.longBitsToDouble(in.fixed64());
        case 7 << 3 | LENGTH -> {
          int length = in.length();
          int from = in.position();
          in.advance(length);
          binary = Arrays.copyOfRange(bytes, from, from + length);
        }
        default -> in.skip(tag);
      }
    }

    // Not in the order of the types of Jaeger's Thrift.
    AttributeValue value() throws MalformedException {
      return switch (type) {
        case 0 -> new AttributeValue.Text(text);
        case 1 -> new AttributeValue.Bool(bool);
        case 2 -> new AttributeValue.Int(number);
        case 3 -> new AttributeValue.Real(real);
        case 4 -> new AttributeValue.Bytes(binary);
        default ->
            throw new MalformedException(
                "key-value needs a type from 0 to 4, got " + type, in.position());
      };
    }
  }

  private String text() throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /// The length of a trace id, of which old clients send the lower half only.
  private int idLength(String name) throws MalformedException {
    int length = in.length();
    if (length != Long.BYTES && length != 2 * Long.BYTES) {
      throw new MalformedException(name + " needs 8 or 16 bytes, got " + length, in.position());
    }
    return length;
  }

  private long spanId() throws MalformedException {
    int length = in.length();
    if (length != Long.BYTES) {
      throw new MalformedException("span_id needs 8 bytes, got " + length, in.position());
    }
    return bigEndian();
  }

  private long bigEndian() throws MalformedException {
    return Long.reverseBytes(in.fixed64());
  }

  /// A `Timestamp` or a `Duration`, which look the same.
  private long nanos() throws MalformedException {
    var fields = new NanosFields();
    nested(fields::read);
    return fields.nanos();
  }

  private final class NanosFields {
    private long seconds;
    private int nanos;

    void read(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 3 | VARINT -> seconds = in.varint();
        case 2 << 3 | VARINT -> nanos = in.int32();
        default -> in.skip(tag);
      }
    }

    /// What does not fit becomes the end of all time; what is negative becomes 0.
    long nanos() {
      if (seconds < 0 || nanos < 0) {
        return 0;
      }
      return seconds > LAST_SECOND ? -1 : seconds * 1_000_000_000 + nanos;
    }
  }
}
