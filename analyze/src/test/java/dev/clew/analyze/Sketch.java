package dev.clew.analyze;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span in the making: what a test does not name is plain. Times are milliseconds after [#BASE].
///
/// Owned by the test's thread.
public final class Sketch {
  public static final long BASE = 1_700_000_000_000_000_000L;
  private static final long MILLI = 1_000_000;

  private final String service;
  private final String name;
  private final long id;
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<Attribute> resource = new ArrayList<>();
  private final List<SpanEvent> events = new ArrayList<>();
  private long trace = 1;
  private @Nullable SpanId parent;
  private SpanKind kind = SpanKind.INTERNAL;
  private long from;
  private long to = 1;
  private StatusCode status = StatusCode.UNSET;
  private String message = "";

  private Sketch(long id, String service, String name) {
    this.id = id;
    this.service = service;
    this.name = name;
    resource.add(Attribute.of("service.name", service));
  }

  public static Sketch span(long id, String service, String name) {
    return new Sketch(id, service, name);
  }

  public Sketch trace(long low) {
    trace = low;
    return this;
  }

  public Sketch under(long parentId) {
    parent = new SpanId(parentId);
    return this;
  }

  public Sketch of(SpanKind newKind) {
    kind = newKind;
    return this;
  }

  /// When it starts and when it ends.
  public Sketch at(long fromMillis, long toMillis) {
    from = fromMillis;
    to = toMillis;
    return this;
  }

  public Sketch failed(String why) {
    status = StatusCode.ERROR;
    message = why;
    return this;
  }

  public Sketch with(Attribute... more) {
    attributes.addAll(List.of(more));
    return this;
  }

  public Sketch on(String host) {
    resource.add(Attribute.of("host.name", host));
    return this;
  }

  public Sketch version(String version) {
    resource.add(Attribute.of("service.version", version));
    return this;
  }

  public Sketch threw(String type, String text, String stack) {
    events.add(
        new SpanEvent(
            BASE + to * MILLI,
            "exception",
            List.of(
                Attribute.of("exception.type", type),
                Attribute.of("exception.message", text),
                Attribute.of("exception.stacktrace", stack)),
            0));
    return this;
  }

  public Span make() {
    return new Span(
        new TraceId(0, trace),
        new SpanId(id),
        parent,
        "",
        0,
        name,
        kind,
        BASE + from * MILLI,
        BASE + to * MILLI,
        status,
        message,
        attributes,
        events,
        List.of(),
        0,
        0,
        0,
        new Resource(resource, 0, ""),
        Scope.EMPTY);
  }

  public static List<Span> spans(Sketch... spans) {
    return Arrays.stream(spans).map(Sketch::make).toList();
  }

  public static SpanBatch batch(Sketch... spans) {
    return batch(spans(spans));
  }

  public static SpanBatch batch(List<Span> spans) {
    byte[] bytes = OtlpWriter.write(spans);
    try {
      return OtlpReader.read(bytes, bytes.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }

  @Override
  public String toString() {
    return service + " " + name;
  }
}
