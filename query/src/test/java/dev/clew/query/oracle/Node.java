package dev.clew.query.oracle;

import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span in its trace. Mutable while its [WholeTrace] puts it in its place, and only then.
final class Node {
  /// The order of a trace's spans, wherever one is the first or the earliest.
  static final Comparator<Node> ORDER =
      Comparator.comparingLong(Node::start)
          .thenComparing(node -> node.span.spanId().bits(), Long::compareUnsigned)
          .thenComparing(node -> node.span.kind());

  final Span span;
  final WholeTrace trace;
  final List<Node> children = new ArrayList<>();
  @Nullable Node parent;
  boolean isOrphan;
  long left;
  long right;
  long criticalNanos;

  Node(Span span, WholeTrace trace) {
    this.span = span;
    this.trace = trace;
  }

  long start() {
    return span.startNanos();
  }

  long end() {
    return span.startNanos() + span.durationNanos();
  }

  long id() {
    return span.spanId().bits();
  }

  boolean is(SpanKind kind) {
    return span.kind() == kind;
  }

  boolean isBelow(Node other) {
    return parent != null && (parent == other || parent.isBelow(other));
  }

  /// The time that no child covers.
  long selfNanos() {
    List<Node> byStart = children.stream().sorted(Comparator.comparingLong(Node::start)).toList();
    long self = 0;
    long cursor = start();
    for (Node child : byStart) {
      self += Math.max(0, Math.min(child.start(), end()) - cursor);
      cursor = Math.max(cursor, Math.min(child.end(), end()));
    }
    return self + end() - cursor;
  }

  @Override
  public String toString() {
    return span.spanId() + " " + span.kind();
  }
}
