package dev.clew.serve.api;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span in the making: what a test does not name is plain. Starts at [#BASE], lasts a
/// millisecond.
///
/// Owned by the test's thread.
public final class SpanSketch {
  /// 2026-01-02T00:00:00Z, a minute before [ApiHouse#NOW].
  public static final long BASE = 1_767_312_000_000_000_000L;

  private final String name;
  private final List<Attribute> resource = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<SpanEvent> events = new ArrayList<>();
  private final List<SpanLink> links = new ArrayList<>();
  private TraceId trace = new TraceId(0, 1);
  private SpanId id = new SpanId(1);
  private @Nullable SpanId parent;
  private SpanKind kind = SpanKind.INTERNAL;
  private long start = BASE;
  private long duration = 1_000_000;
  private StatusCode status = StatusCode.UNSET;
  private String message = "";
  private String state = "";
  private Scope scope = Scope.EMPTY;

  private SpanSketch(String name) {
    this.name = name;
  }

  public static SpanSketch span(String service, String name) {
    return spanWithoutService(name).resource(Attribute.of("service.name", service));
  }

  public static SpanSketch spanWithoutService(String name) {
    return new SpanSketch(name);
  }

  public SpanSketch trace(long high, long low) {
    trace = new TraceId(high, low);
    return this;
  }

  public SpanSketch trace(long low) {
    return trace(0, low);
  }

  public SpanSketch id(long bits) {
    id = new SpanId(bits);
    return this;
  }

  public SpanSketch parent(long bits) {
    parent = new SpanId(bits);
    return this;
  }

  public SpanSketch kind(SpanKind kind) {
    this.kind = kind;
    return this;
  }

  /// Starts this long after [#BASE].
  public SpanSketch at(long nanos) {
    start = BASE + nanos;
    return this;
  }

  public SpanSketch lasting(long nanos) {
    duration = nanos;
    return this;
  }

  public SpanSketch status(StatusCode status, String message) {
    this.status = status;
    this.message = message;
    return this;
  }

  public SpanSketch state(String state) {
    this.state = state;
    return this;
  }

  public SpanSketch scope(String name, String version) {
    scope = new Scope(name, version, List.of(), 0, "");
    return this;
  }

  public SpanSketch with(Attribute... attributes) {
    this.attributes.addAll(List.of(attributes));
    return this;
  }

  public SpanSketch with(String key, AttributeValue value) {
    return with(new Attribute(key, value));
  }

  public SpanSketch resource(Attribute... attributes) {
    resource.addAll(List.of(attributes));
    return this;
  }

  public SpanSketch event(long nanos, String name, Attribute... attributes) {
    events.add(new SpanEvent(BASE + nanos, name, List.of(attributes), 0));
    return this;
  }

  public SpanSketch link(long traceLow, long span, Attribute... attributes) {
    links.add(new SpanLink(0, traceLow, span, "", 0, List.of(attributes), 0));
    return this;
  }

  public Span make() {
    return new Span(
        trace,
        id,
        parent,
        state,
        0,
        name,
        kind,
        start,
        start + duration,
        status,
        message,
        attributes,
        events,
        links,
        0,
        0,
        0,
        new Resource(resource, 0, ""),
        scope);
  }
}
