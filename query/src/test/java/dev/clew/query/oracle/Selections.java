package dev.clew.query.oracle;

import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.SpansetOperator;
import dev.clew.query.traceql.SpansetOperator.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What a spanset expression leaves of a spanset: both sides of an operator look at the same one.
///
/// A structure needs at most one spanset on each side: more, which only a pipeline in parentheses
/// can leave, are a failure. `&&` and `||` take all their spans.
final class Selections {
  private Selections() {}

  static List<SpanSet> of(SpansetExpr expr, SpanSet set) throws Failure {
    List<SpanSet> left =
        switch (expr) {
          case SpansetExpr.Filter(var condition) -> {
            var kept = new HashSet<Node>();
            for (Node node : set.spans()) {
              if (condition.isEmpty() || Expressions.isTrue(condition.get(), node)) {
                kept.add(node);
              }
            }
            yield List.of(set.only(kept::contains));
          }
          case SpansetExpr.Nested(var pipeline) -> Pipelines.run(pipeline, List.of(set));
          case SpansetExpr.Combined(var one, var operator, var other, _) ->
              List.of(set.only(combined(operator, of(one, set), of(other, set))::contains));
        };
    return left.stream().filter(each -> !each.isEmpty()).toList();
  }

  private static Set<Node> combined(
      SpansetOperator operator, List<SpanSet> left, List<SpanSet> right) throws Failure {
    Relation relation = operator.relation();
    if (relation.isStructural() && (left.size() > 1 || right.size() > 1)) {
      throw new Failure(operator.symbol() + " over several spansets");
    }
    if (relation == Relation.AND && (left.isEmpty() || right.isEmpty())) {
      return Set.of();
    }
    if (!relation.isStructural()) {
      var both = new HashSet<>(spans(left));
      both.addAll(spans(right));
      return both;
    }
    return related(operator, spans(left), spans(right));
  }

  private static Set<Node> related(SpansetOperator operator, List<Node> left, List<Node> right) {
    BiPredicate<Node, Node> holds = relation(operator.relation());
    Predicate<Node> hasLeft = node -> left.stream().anyMatch(one -> holds.test(one, node));
    Predicate<Node> hasRight = node -> right.stream().anyMatch(one -> holds.test(node, one));
    var found = new HashSet<Node>();
    switch (operator.form()) {
      case PLAIN -> right.stream().filter(hasLeft).forEach(found::add);
      case NEGATED -> right.stream().filter(hasLeft.negate()).forEach(found::add);
      case UNION -> {
        right.stream().filter(hasLeft).forEach(found::add);
        left.stream().filter(hasRight).forEach(found::add);
      }
    }
    return found;
  }

  /// How a span of the right side stands to one of the left.
  private static BiPredicate<Node, Node> relation(Relation relation) {
    return switch (relation) {
      case CHILD -> (left, right) -> right.parent == left;
      case DESCENDANT -> (left, right) -> right.isBelow(left);
      case PARENT -> (left, right) -> left.parent == right;
      case ANCESTOR -> (left, right) -> left.isBelow(right);
      case SIBLING ->
          (left, right) ->
              left != right && left.parent != null && Objects.equals(left.parent, right.parent);
      case AND, OR -> throw new IllegalArgumentException("needs a structure, got " + relation);
    };
  }

  private static List<Node> spans(List<SpanSet> sets) {
    var all = new ArrayList<Node>();
    sets.forEach(set -> all.addAll(set.spans()));
    return all;
  }
}
