package dev.clew.query.oracle;

import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A trace as a judge sees it who has all of its spans and all the time in the world.
///
/// - A span that came again, with the same id and kind, is the one that came last.
/// - Spans stand in the order of their start, then of their id, then of their kind.
/// - The parent is the first span with the parent's id. Where a client span and a server span share
///   an id, the server span stands below the client span; who names that id stands below the server
///   span, unless its service is the client's and not the server's.
/// - Where parents run in a circle, the circle is cut above its first span.
/// - The root is the first span that names no parent and has none; without one the first orphan;
///   without one the first span above which a circle was cut.
/// - Nested-set numbers count through all trees, each in the order of its first span.
final class WholeTrace {
  final TraceId id;
  final List<Node> nodes;
  final Node root;

  /// @param sent in the order in which they came
  WholeTrace(List<Span> sent) {
    id = sent.getFirst().traceId();
    var last = new LinkedHashMap<List<Object>, Span>();
    sent.forEach(span -> last.put(List.of(span.spanId(), span.kind()), span));
    nodes = last.values().stream().map(span -> new Node(span, this)).sorted(Node.ORDER).toList();
    nodes.forEach(node -> node.parent = parent(node));
    nodes.forEach(this::cutCircle);
    nodes.stream()
        .filter(node -> node.parent != null)
        .forEach(node -> Objects.requireNonNull(node.parent).children.add(node));
    root = findRoot();
    number();
    answer(root, root.start(), root.end());
  }

  private @Nullable Node parent(Node node) {
    if (node.is(SpanKind.SERVER)) {
      Optional<Node> caller = withId(node.id()).stream().filter(this::isClient).findFirst();
      if (caller.isPresent()) {
        return caller.get();
      }
    }
    SpanId named = node.span.parentSpanId();
    if (named == null) {
      return null;
    }
    List<Node> candidates = withId(named.bits());
    node.isOrphan = candidates.isEmpty();
    return candidates.isEmpty() ? null : parentAmong(candidates, node);
  }

  private static Node parentAmong(List<Node> candidates, Node child) {
    Optional<Node> client = candidates.stream().filter(n -> n.is(SpanKind.CLIENT)).findFirst();
    Optional<Node> server = candidates.stream().filter(n -> n.is(SpanKind.SERVER)).findFirst();
    if (client.isEmpty() || server.isEmpty()) {
      return candidates.getFirst();
    }
    String service = service(child);
    boolean isCallers =
        service.equals(service(client.get())) && !service.equals(service(server.get()));
    return isCallers ? client.get() : server.get();
  }

  private boolean isClient(Node node) {
    return node.is(SpanKind.CLIENT);
  }

  static String service(Node node) {
    return node.span.resource().serviceName();
  }

  private List<Node> withId(long bits) {
    return nodes.stream().filter(node -> node.id() == bits).toList();
  }

  /// Nodes come in order, so that the first of a circle comes before the others of it.
  private void cutCircle(Node node) {
    var seen = new HashSet<Node>();
    Node at = node.parent;
    while (at != null && at != node && seen.add(at)) {
      at = at.parent;
    }
    if (at == node) {
      node.parent = null;
    }
  }

  private Node findRoot() {
    List<Node> tops = nodes.stream().filter(node -> node.parent == null).toList();
    return tops.stream()
        .min(Comparator.comparingInt(WholeTrace::rootRank).thenComparing(Node.ORDER))
        .orElseThrow();
  }

  private static int rootRank(Node top) {
    return top.span.isRoot() ? 0 : top.isOrphan ? 1 : 2;
  }

  private void number() {
    long next = 1;
    for (Node node : nodes) {
      next = node.parent == null ? number(node, next) : next;
    }
  }

  private static long number(Node node, long from) {
    node.left = from;
    long next = from + 1;
    for (Node child : node.children) {
      next = number(child, next);
    }
    node.right = next;
    return next + 1;
  }

  /// A span answers for a stretch of time, from its end back to its start.
  private static void answer(Node node, long from, long to) {
    long cursor = to;
    while (cursor > from) {
      long now = cursor;
      Optional<Node> lastToFinish =
          node.children.stream()
              .filter(child -> child.start() < now && child.end() >= now)
              .min(Comparator.comparingLong(Node::end).thenComparing(Node.ORDER));
      if (lastToFinish.isPresent()) {
        cursor = Math.max(from, lastToFinish.get().start());
        answer(lastToFinish.get(), cursor, now);
      } else {
        cursor =
            node.children.stream()
                .mapToLong(Node::end)
                .filter(end -> end < now)
                .reduce(from, Math::max);
        node.criticalNanos += now - cursor;
      }
    }
  }

  long startNanos() {
    return nodes.getFirst().start();
  }

  long durationNanos() {
    return nodes.stream().mapToLong(Node::end).max().orElseThrow() - startNanos();
  }

  int errorCount() {
    return (int) nodes.stream().filter(node -> node.span.hasError()).count();
  }

  int orphanCount() {
    return (int) nodes.stream().filter(node -> node.isOrphan).count();
  }
}
