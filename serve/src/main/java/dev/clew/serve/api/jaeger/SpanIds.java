package dev.clew.serve.api.jaeger;

import dev.clew.model.SpanKind;
import dev.clew.wire.otlp.Spans;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The span ids and parent ids of one trace, span by span, as Jaeger shows them.
///
/// Clients with B3 propagation report both ends of a call under one span id. Unless left raw, the
/// server's end gets a fresh id here, becomes the child of the client's end, and takes over the
/// children that are no calls of the client.
final class SpanIds {
  private final long[] ids;
  private final long[] parents;
  private final Set<Long> repeated = new HashSet<>();

  SpanIds(Spans spans, boolean raw) {
    ids = new long[spans.size()];
    parents = new long[spans.size()];
    for (int span = 0; span < ids.length; span++) {
      ids[span] = spans.spanId(span);
      parents[span] = spans.parentSpanId(span);
    }
    findRepeated();
    if (!raw && !repeated.isEmpty()) {
      split(spans);
      findRepeated();
    }
  }

  long[] ids() {
    return ids;
  }

  /// 0 for a root.
  long[] parents() {
    return parents;
  }

  boolean isRepeated(int span) {
    return repeated.contains(ids[span]);
  }

  private void findRepeated() {
    repeated.clear();
    long[] sorted = sorted();
    for (int at = 1; at < sorted.length; at++) {
      if (sorted[at] == sorted[at - 1]) {
        repeated.add(sorted[at]);
      }
    }
  }

  private long[] sorted() {
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private void split(Spans spans) {
    Map<Long, Long> fresh = freshIds(spans);
    for (int span = 0; span < ids.length; span++) {
      boolean isServer = spans.kind(span) == SpanKind.SERVER.ordinal();
      Long ownFresh = fresh.get(ids[span]);
      Long parentFresh = fresh.get(parents[span]);
      if (isServer && ownFresh != null) {
        parents[span] = ids[span];
        ids[span] = ownFresh;
      } else if (parentFresh != null && spans.kind(span) != SpanKind.CLIENT.ordinal()) {
        parents[span] = parentFresh;
      }
    }
  }

  /// A new id for each that a client span and a server span share: the smallest that are free.
  private Map<Long, Long> freshIds(Spans spans) {
    var shared = new HashSet<>(idsOf(spans, SpanKind.CLIENT));
    shared.retainAll(idsOf(spans, SpanKind.SERVER));
    long[] taken = sorted();
    long next = 1;
    Map<Long, Long> fresh = new HashMap<>();
    for (int span = 0; span < ids.length; span++) {
      if (shared.remove(ids[span])) {
        while (Arrays.binarySearch(taken, next) >= 0) {
          next++;
        }
        fresh.put(ids[span], next++);
      }
    }
    return fresh;
  }

  private Set<Long> idsOf(Spans spans, SpanKind kind) {
    Set<Long> found = new HashSet<>();
    for (int span = 0; span < ids.length; span++) {
      if (spans.kind(span) == kind.ordinal() && repeated.contains(ids[span])) {
        found.add(ids[span]);
      }
    }
    return found;
  }
}
