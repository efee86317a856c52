package dev.clew.wire.jaeger;

import static dev.clew.wire.thrift.ThriftType.BOOL;
import static dev.clew.wire.thrift.ThriftType.DOUBLE;
import static dev.clew.wire.thrift.ThriftType.I32;
import static dev.clew.wire.thrift.ThriftType.I64;
import static dev.clew.wire.thrift.ThriftType.LIST;
import static dev.clew.wire.thrift.ThriftType.STRING;
import static dev.clew.wire.thrift.ThriftType.STRUCT;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.thrift.ThriftReader;
import org.jspecify.annotations.Nullable;

/// Reads a batch of Jaeger's spans in Thrift.
///
/// Owned by one thread.
final class ThriftBatchReader {
  private final ThriftReader in;
  private final SpanWriter out;
  private @Nullable Resource resource;
  private boolean hasSpans;

  ThriftBatchReader(ThriftReader in, SpanWriter out) {
    this.in = in;
    this.out = out;
  }

  /// Reads the batch that comes next, in which the process comes before the spans, as all clients
  /// write it.
  void read() throws MalformedException {
    in.struct(this::batch);
    if (resource == null || !hasSpans) {
      throw in.malformed("batch needs a process and spans");
    }
  }

  private void batch(int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | STRUCT -> resource = process();
      case 2 << 8 | LIST -> {
        if (resource == null) {
          throw in.malformed("batch needs its process before its spans");
        }
        Resource ofBatch = resource;
        in.list(STRUCT, () -> span(ofBatch));
        hasSpans = true;
      }
      default -> in.skip(tag);
    }
  }

  private Resource process() throws MalformedException {
    var process = new JaegerProcess();
    in.struct(tag -> {
      switch (tag) {
        case 1 << 8 | STRING -> process.serviceName(in.text());
        case 2 << 8 | LIST -> in.list(STRUCT, () -> process.tag(tag()));
        default -> in.skip(tag);
      }
    });
    return process.resource();
  }

  private void span(Resource ofBatch) throws MalformedException {
    var span = new JaegerSpan(out);
    in.struct(tag -> spanField(span, tag));
    span.end(ofBatch);
  }

  private void spanField(JaegerSpan span, int tag) throws MalformedException {
    switch (tag) {
      case 1 << 8 | I64 -> span.traceIdLow = in.i64();
      case 2 << 8 | I64 -> span.traceIdHigh = in.i64();
      case 3 << 8 | I64 -> span.id = in.i64();
      case 4 << 8 | I64 -> span.parentId = in.i64();
      case 5 << 8 | STRING -> span.name(in.text());
      case 6 << 8 | LIST -> in.list(STRUCT, () -> span.reference(new ReferenceFields().read()));
      case 7 << 8 | I32 -> span.flags = in.i32();
      case 8 << 8 | I64 -> span.startNanos = SpanWriter.nanosOfMicros(in.i64());
      case 9 << 8 | I64 -> span.durationNanos = SpanWriter.nanosOfMicros(in.i64());
      case 10 << 8 | LIST -> in.list(STRUCT, () -> span.tag(tag()));
      case 11 << 8 | LIST -> in.list(STRUCT, () -> log(span));
      default -> in.skip(tag);
    }
  }

  private void log(JaegerSpan span) throws MalformedException {
    span.startLog();
    in.struct(tag -> {
      switch (tag) {
        case 1 << 8 | I64 -> span.logTime(SpanWriter.nanosOfMicros(in.i64()));
        case 2 << 8 | LIST -> in.list(STRUCT, () -> span.logField(tag()));
        default -> in.skip(tag);
      }
    });
    span.endLog();
  }

  private final class ReferenceFields {
    private int type;
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;

    Reference read() throws MalformedException {
      in.struct(this::field);
      return new Reference(type == Reference.FOLLOWS_FROM, traceIdHigh, traceIdLow, spanId);
    }

    private void field(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 8 | I32 -> type = in.i32();
        case 2 << 8 | I64 -> traceIdLow = in.i64();
        case 3 << 8 | I64 -> traceIdHigh = in.i64();
        case 4 << 8 | I64 -> spanId = in.i64();
        default -> in.skip(tag);
      }
    }
  }

  private Attribute tag() throws MalformedException {
    return new TagFields().read();
  }

  private final class TagFields {
    private @Nullable String key;
    private int type;
    private String text = "";
    private double real;
    private boolean bool;
    private long number;
    private byte[] bytes = {};

    Attribute read() throws MalformedException {
      in.struct(this::field);
      if (key == null) {
        throw in.malformed("tag needs a key");
      }
      return new Attribute(key, value());
    }

    private void field(int tag) throws MalformedException {
      switch (tag) {
        case 1 << 8 | STRING -> key = in.text();
        case 2 << 8 | I32 -> type = in.i32();
        case 3 << 8 | STRING -> text = in.text();
        case 4 << 8 | DOUBLE -> real = in.real();
        case 5 << 8 | BOOL -> bool = in.bool();
        case 6 << 8 | I64 -> number = in.i64();
        case 7 << 8 | STRING -> bytes = in.binary();
        default -> in.skip(tag);
      }
    }

    // Not in the order of the types of Jaeger's protobuf.
    private AttributeValue value() throws MalformedException {
      return switch (type) {
        case 0 -> new AttributeValue.Text(text);
        case 1 -> new AttributeValue.Real(real);
        case 2 -> new AttributeValue.Bool(bool);
        case 3 -> new AttributeValue.Int(number);
        case 4 -> new AttributeValue.Bytes(bytes);
        default -> throw in.malformed("tag needs a type from 0 to 4, got " + type);
      };
    }
  }
}
