package dev.clew.query.traceql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What every span has, or could have, without being an attribute.
public enum Intrinsic {
  DURATION(Type.DURATION, "duration", "span:duration"),
  NAME(Type.STRING, "name", "span:name"),
  STATUS(Type.STATUS, "status", "span:status"),
  STATUS_MESSAGE(Type.STRING, "statusMessage", "span:statusMessage"),
  KIND(Type.KIND, "kind", "span:kind"),
  SPAN_ID(Type.STRING, "span:id"),
  PARENT_ID(Type.STRING, "span:parentID"),
  CHILD_COUNT(Type.INT, "span:childCount"),
  ROOT_NAME(Type.STRING, "rootName", "trace:rootName"),
  ROOT_SERVICE(Type.STRING, "rootServiceName", "trace:rootService"),
  TRACE_DURATION(Type.DURATION, "traceDuration", "trace:duration"),
  TRACE_ID(Type.STRING, "trace:id"),
  EVENT_NAME(Type.STRING, "event:name"),
  EVENT_TIME(Type.DURATION, "event:timeSinceStart"),
  LINK_TRACE_ID(Type.STRING, "link:traceID"),
  LINK_SPAN_ID(Type.STRING, "link:spanID"),
  SCOPE_NAME(Type.ANY, "instrumentation:name"),
  SCOPE_VERSION(Type.ANY, "instrumentation:version"),
  NESTED_SET_LEFT(Type.INT, "nestedSetLeft"),
  NESTED_SET_RIGHT(Type.INT, "nestedSetRight"),
  NESTED_SET_PARENT(Type.INT, "nestedSetParent"),
  PARENT(Type.ANY, "parent"),

  /// How much of the trace's critical path runs through the span.
  CRITICAL_PATH(Type.DURATION, "critical_path"),
  /// The span's own time: what its children do not cover.
  SELF(Type.DURATION, "self"),

  /// What a span says of how it was sampled. No query names it: who weighs spans asks for it.
  TRACE_STATE(Type.STRING, "");

  private static final Map<String, Intrinsic> BY_NAME = byName();

  private final Type type;
  private final String text;
  private final String scoped;

  Intrinsic(Type type, String text) {
    this(type, text, text);
  }

  /// @param scoped the long way to write it
  Intrinsic(Type type, String text, String scoped) {
    this.type = type;
    this.text = text;
    this.scoped = scoped;
  }

  private static Map<String, Intrinsic> byName() {
    var byName = new HashMap<String, Intrinsic>();
    for (Intrinsic each : nameable().toList()) {
      byName.put(each.text, each);
      byName.put(each.scoped, each);
    }
    return Map.copyOf(byName);
  }

  /// All ways to write one, in a fixed order.
  static Stream<String> names() {
    return nameable().flatMap(each -> Stream.of(each.text, each.scoped)).distinct();
  }

  /// Those that a query can name.
  public static Stream<Intrinsic> nameable() {
    return Stream.of(values()).filter(each -> each != TRACE_STATE);
  }

  static Optional<Intrinsic> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// The shortest way to write it.
  public String text() {
    return text;
  }

  Type type() {
    return type;
  }

  public boolean isDuration() {
    return type == Type.DURATION;
  }

  /// True when every span has it, so that to compare it with nil is a mistake.
  boolean isAlwaysThere() {
    return switch (this) {
      case DURATION,
          NAME,
          STATUS,
          STATUS_MESSAGE,
          KIND,
          SPAN_ID,
          CHILD_COUNT,
          ROOT_NAME,
          ROOT_SERVICE,
          TRACE_DURATION,
          TRACE_ID,
          NESTED_SET_LEFT,
          NESTED_SET_RIGHT,
          NESTED_SET_PARENT,
          CRITICAL_PATH,
          SELF ->
          true;
      case PARENT_ID,
          EVENT_NAME,
          EVENT_TIME,
          LINK_TRACE_ID,
          LINK_SPAN_ID,
          SCOPE_NAME,
          SCOPE_VERSION,
          PARENT,
          TRACE_STATE ->
          false;
    };
  }
}
