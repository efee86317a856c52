package dev.clew.testkit;

import dev.clew.model.Durations;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes whole traces out of the spans of a [Gen]: well nested, then spoiled where asked.
///
/// Owned by one thread.
public final class TraceGen {
  /// How a trace is spoiled.
  public enum Fault {
    /// One span names a parent that is not there.
    ORPHAN,
    /// The root names one of its descendants as its parent.
    CYCLE,
    /// One span comes twice.
    DUPLICATE,
    /// One span starts long after all others have ended.
    LATE
  }

  private static final long LATE_NANOS = 120_000_000_000L;

  private final Gen gen;

  public TraceGen(Gen gen) {
    this.gen = gen;
  }

  /// A trace of `count` spans of up to four services, parents before their children.
  public List<Span> trace(int count, Fault... faults) {
    TraceId id = gen.traceId();
    List<Resource> services = IntStream.range(0, 4).mapToObj(_ -> gen.resource()).toList();
    Scope scope = gen.scope();
    var spans = new ArrayList<Span>(count);
    for (int at = 0; at < count; at++) {
      Span parent = at == 0 ? null : gen.oneOf(spans);
      Span span = gen.span(id, gen.spanId(), parentId(parent), gen.oneOf(services), scope);
      spans.add(parent == null ? span : nested(span, parent));
    }
    for (Fault fault : faults) {
      spoil(spans, fault);
    }
    return spans;
  }

  private static @Nullable SpanId parentId(@Nullable Span parent) {
    return parent == null ? null : parent.spanId();
  }

  /// The span moved into the time of its parent.
  private Span nested(Span span, Span parent) {
    RandomGenerator random = gen.random();
    long room = Durations.between(parent.startNanos(), parent.endNanos());
    long start = parent.startNanos() + (room == 0 ? 0 : random.nextLong(room));
    long left = parent.startNanos() + room - start;
    return at(span, start, start + (left == 0 ? 0 : random.nextLong(left)));
  }

  private void spoil(List<Span> spans, Fault fault) {
    int at = gen.random().nextInt(spans.size());
    Span span = spans.get(at);
    switch (fault) {
      case ORPHAN -> spans.set(at, under(span, gen.spanId()));
      case CYCLE -> spans.set(0, under(spans.getFirst(), spans.getLast().spanId()));
      case DUPLICATE -> spans.add(span);
      case LATE -> {
        long start = span.startNanos() + LATE_NANOS;
        spans.set(at, at(span, start, start + span.durationNanos()));
      }
    }
  }

  /// The same span under another parent.
  public static Span under(Span span, @Nullable SpanId parent) {
    return copy(span, parent, span.startNanos(), span.endNanos());
  }

  /// The same span at another time.
  public static Span at(Span span, long startNanos, long endNanos) {
    return copy(span, span.parentSpanId(), startNanos, endNanos);
  }

  private static Span copy(Span span, @Nullable SpanId parent, long startNanos, long endNanos) {
    return new Span(
        span.traceId(),
        span.spanId(),
        parent,
        span.traceState(),
        span.flags(),
        span.name(),
        span.kind(),
        startNanos,
        endNanos,
        span.status(),
        span.statusMessage(),
        span.attributes(),
        span.events(),
        span.links(),
        span.droppedAttributes(),
        span.droppedEvents(),
        span.droppedLinks(),
        span.resource(),
        span.scope());
  }
}
