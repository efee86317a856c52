package dev.clew.store;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the spans of a trace call each other: all kinds and peers, links among them, ids that both
/// ends of a call share.
final class CallingSpans {
  private static final List<String> KEYS =
      List.of(
          "http.request.method",
          "http.method",
          "rpc.system",
          "messaging.system",
          "db.system",
          "db.system.name",
          "peer.service",
          "service.peer.name");
  private static final List<String> PEERS = List.of("postgresql", "kafka", "stock", "cart");

  private final Gen gen;

  CallingSpans(Gen gen) {
    this.gen = gen;
  }

  /// @param trace parents before their children
  List<Span> of(List<Span> trace) {
    var changed = new ArrayList<Span>();
    for (Span span : trace) {
      Span parent = gen.oneOf(trace);
      boolean shares = parent.kind() == SpanKind.CLIENT && gen.chance(0.3);
      changed.add(
          shares
              ? changed(span, parent.spanId(), parent.parentSpanId(), SpanKind.SERVER, trace)
              : changed(span, span.spanId(), span.parentSpanId(), span.kind(), trace));
    }
    return changed;
  }

  /// The same without spans that repeat another.
  List<Span> ofDistinct(List<Span> trace) {
    record Identity(SpanId id, SpanKind kind) {}

    var seen = new HashSet<Identity>();
    List<Span> changed = new ArrayList<>();
    for (Span span : of(trace)) {
      if (seen.add(new Identity(span.spanId(), span.kind()))) {
        changed.add(span);
      }
    }
    return changed;
  }

  private Span changed(
      Span span, SpanId id, @Nullable SpanId parent, SpanKind kind, List<Span> trace) {
    var attributes = new ArrayList<Attribute>(span.attributes());
    for (String key : KEYS) {
      if (gen.chance(0.15)) {
        attributes.add(Attribute.of(key, gen.oneOf(PEERS)));
      }
    }
    var links = new ArrayList<SpanLink>(span.links());
    if (gen.chance(0.3)) {
      Span to = gen.oneOf(trace);
      links.add(
          new SpanLink(
              to.traceId().high(), to.traceId().low(), to.spanId().bits(), "", 0, List.of(), 0));
    }
    return new Span(
        span.traceId(),
        id,
        parent,
        span.traceState(),
        span.flags(),
        span.name(),
        kind,
        span.startNanos(),
        span.endNanos(),
        span.status(),
        span.statusMessage(),
        attributes,
        span.events(),
        links,
        span.droppedAttributes(),
        span.droppedEvents(),
        span.droppedLinks(),
        span.resource(),
        span.scope());
  }
}
