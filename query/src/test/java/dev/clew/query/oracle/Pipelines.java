package dev.clew.query.oracle;

import dev.clew.query.oracle.SpanSet.Label;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a pipeline over the spansets of a trace; a spanset without a span is none, and parentheses
/// around stages change nothing.
final class Pipelines {
  private Pipelines() {}

  static List<SpanSet> run(Pipeline pipeline, WholeTrace trace) throws Failure {
    return run(pipeline, List.of(SpanSet.all(trace)));
  }

  static List<SpanSet> run(Pipeline pipeline, List<SpanSet> sets) throws Failure {
    List<SpanSet> left = sets;
    for (Stage stage : pipeline.stages()) {
      left = run(stage, left);
    }
    return left;
  }

  private static List<SpanSet> run(Stage stage, List<SpanSet> sets) throws Failure {
    var left = new ArrayList<SpanSet>();
    switch (stage) {
      case Stage.Spansets(SpansetExpr.Nested(var pipeline)) -> left.addAll(run(pipeline, sets));
      case Stage.Spansets(var expr) -> {
        for (SpanSet set : sets) {
          left.addAll(Selections.of(expr, set));
        }
      }
      case Stage.ScalarFilter filter -> {
        for (SpanSet set : sets) {
          var notes = new ArrayList<Label>();
          Object one = Scalars.of(filter.left(), set, notes);
          Object other = Scalars.of(filter.right(), set, notes);
          if (Comparisons.holds(one, filter.operator(), other)) {
            left.add(set.labelled(notes));
          }
        }
      }
      case Stage.GroupBy(var by, _) -> {
        for (SpanSet set : sets) {
          left.addAll(groups(by, set));
        }
      }
      case Stage.Select _ -> left.addAll(sets);
      case Stage.Coalesce() -> {
        List<Node> all =
            sets.stream().flatMap(set -> set.spans().stream()).sorted(Node.ORDER).toList();
        if (!all.isEmpty()) {
          left.add(new SpanSet(all, List.of()));
        }
      }
    }
    return left;
  }

  private static List<SpanSet> groups(FieldExpr by, SpanSet set) throws Failure {
    Map<Object, List<Node>> groups = new LinkedHashMap<>();
    for (Node node : set.spans()) {
      groups.computeIfAbsent(Expressions.value(by, node), _ -> new ArrayList<>()).add(node);
    }
    String name = "by(" + TraceQl.print(by) + ")";
    return groups.entrySet().stream()
        .map(each ->
            new SpanSet(each.getValue(), set.labels())
                .labelled(List.of(new Label(name, each.getKey()))))
        .toList();
  }
}
