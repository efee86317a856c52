package dev.clew.wire.jaeger;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One span as Jaeger tells it: tags and logs are written as they are read, what depends on more
/// than one field waits for the end.
///
/// Owned by one thread.
final class JaegerSpan {
  private final SpanWriter out;
  private final JaegerStatus status = new JaegerStatus();
  private final List<Reference> references = new ArrayList<>();
  private String scopeName = "";
  private String scopeVersion = "";

  long traceIdHigh;
  long traceIdLow;
  long id;
  long parentId;
  long startNanos;
  long durationNanos;
  int flags;
  private SpanKind kind = SpanKind.UNSPECIFIED;

  JaegerSpan(SpanWriter out) {
    this.out = out;
  }

  void name(String name) {
    out.name(name);
  }

  void reference(Reference reference) throws MalformedException {
    if (references.size() == JaegerReader.MAX_PARTS) {
      throw new MalformedException(
          "a span must not have more than " + JaegerReader.MAX_PARTS + " references");
    }
    references.add(reference);
  }

  /// Writes a tag, unless OTLP has another place for what it says.
  void tag(Attribute tag) {
    if (!isTakenElsewhere(tag)) {
      out.attribute(tag);
    }
  }

  private boolean isTakenElsewhere(Attribute tag) {
    if (!(tag.value() instanceof AttributeValue.Text(String text))) {
      return status.takes(tag);
    }
    switch (tag.key()) {
      case "span.kind" -> {
        return takesKind(text);
      }
      case "w3c.tracestate" -> out.traceState(text);
      case "otel.scope.name", "otel.library.name" -> scopeName = text;
      case "otel.scope.version", "otel.library.version" -> scopeVersion = text;
      default -> {
        return status.takes(tag);
      }
    }
    return true;
  }

  private boolean takesKind(String text) {
    switch (text) {
      case "client" -> kind = SpanKind.CLIENT;
      case "server" -> kind = SpanKind.SERVER;
      case "producer" -> kind = SpanKind.PRODUCER;
      case "consumer" -> kind = SpanKind.CONSUMER;
      case "internal" -> kind = SpanKind.INTERNAL;
      default -> {
        return false;
      }
    }
    return true;
  }

  void startLog() {
    out.startEvent();
  }

  void logTime(long nanos) {
    out.eventTime(nanos);
  }

  void logField(Attribute field) {
    if (field.key().equals("event") && field.value() instanceof AttributeValue.Text(String name)) {
      out.eventName(name);
    } else {
      out.attribute(field);
    }
  }

  void endLog() {
    out.endPart();
  }

  void warnings(List<AttributeValue> warnings) {
    if (!warnings.isEmpty()) {
      out.attribute(new Attribute("@jaeger@warnings", new AttributeValue.Array(warnings)));
    }
  }

  /// Writes what waited for the end.
  void end(Resource resource) throws MalformedException {
    out.traceId(traceIdHigh, traceIdLow);
    out.spanId(id);
    out.times(startNanos, durationNanos);
    out.flags(flags & 0xff);
    out.kind(kind);
    status.write(out, kind);
    writeReferences();
    out.endSpan(resource, new Scope(scopeName, scopeVersion, List.of(), 0, ""));
  }

  /// The parent is the one that is named so, else the first of this trace whose child this is, else
  /// the first of this trace that this follows. The others are links, and so is a parent that this
  /// follows, since a parent alone does not tell that.
  private void writeReferences() {
    Reference parent = parent();
    if (parent != null) {
      out.parentSpanId(parent.spanId());
    }
    for (Reference reference : references) {
      if (!reference.equals(parent) || reference.followsFrom()) {
        reference.writeLink(out);
      }
    }
  }

  private @Nullable Reference parent() {
    if (parentId != 0) {
      return new Reference(false, traceIdHigh, traceIdLow, parentId);
    }
    Reference followed = null;
    for (Reference reference : references) {
      if (reference.isOf(traceIdHigh, traceIdLow)) {
        if (!reference.followsFrom()) {
          return reference;
        }
        followed = followed == null ? reference : followed;
      }
    }
    return followed;
  }
}
