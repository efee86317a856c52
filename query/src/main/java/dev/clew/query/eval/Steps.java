package dev.clew.query.eval;

import dev.clew.query.FoundTrace.Label;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.plan.Comparing;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A pipeline made ready: it is run over the spansets of a batch, one step after the other.
public final class Steps {
  private interface Step {
    Spansets run(Spansets sets) throws QueryException;
  }

  private final List<Step> steps;

  private Steps(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  public static Steps of(Pipeline pipeline, Program program) {
    var steps = new ArrayList<Step>();
    for (Stage stage : pipeline.stages()) {
      steps.add(step(stage, program));
    }
    return new Steps(steps);
  }

  /// One step, which is a spanset expression.
  public static Steps of(SpansetExpr expr, Program program) {
    return new Steps(List.of(Selection.of(expr, program)::of));
  }

  private static Step step(Stage stage, Program program) {
    return switch (stage) {
      case Stage.Spansets(var expr) -> Selection.of(expr, program)::of;
      case Stage.ScalarFilter(var left, var operator, var right, _) -> {
        Scalar one = Scalar.of(left, program);
        Scalar other = Scalar.of(right, program);
        // A number of no spans is not asked for: it could fail.
        yield sets -> filter(sets.dense(), one, operator, other);
      }
      case Stage.GroupBy(var by, _) -> {
        String name = "by(" + TraceQl.print(by) + ")";
        Expression key = Expression.of(SpanTests.folded(by), program);
        yield sets -> grouped(sets, name, key);
      }
      case Stage.Select(var fields) -> {
        for (Reference field : fields) {
          program.field(field);
        }
        yield sets -> sets;
      }
      case Stage.Coalesce() -> Spansets::coalesced;
    };
  }

  /// What is left of the traces of a batch.
  public Spansets run(Batch batch) throws QueryException {
    return run(Spansets.all(batch));
  }

  /// What is left of spansets.
  public Spansets run(Spansets sets) throws QueryException {
    Spansets left = sets;
    for (Step step : steps) {
      left = step.run(left);
    }
    return left;
  }

  private static Spansets filter(Spansets sets, Scalar left, Operator operator, Scalar right)
      throws QueryException {
    List<List<Label>> labels = new ArrayList<>();
    for (int set = 0; set < sets.count(); set++) {
      labels.add(new ArrayList<>(sets.labels(set)));
    }
    Value[] one = left.of(sets, labels);
    Value[] other = right.of(sets, labels);
    int[] kept = new int[sets.batch().rows()];
    for (int row = 0; row < kept.length; row++) {
      int set = sets.setOf(row);
      boolean isKept = set != Spansets.NONE && Comparing.holds(one[set], operator, other[set]);
      kept[row] = isKept ? set : Spansets.NONE;
    }
    return new Spansets(sets.batch(), kept, labels);
  }

  private record Group(int set, Value value) {}

  private static Spansets grouped(Spansets sets, String name, Expression key)
      throws QueryException {
    Batch batch = sets.batch();
    int[] setOf = new int[batch.rows()];
    Arrays.fill(setOf, Spansets.NONE);
    Map<Group, Integer> numbers = new HashMap<>();
    List<List<Label>> labels = new ArrayList<>();
    for (int row = 0; row < setOf.length; row++) {
      int set = sets.setOf(row);
      if (set != Spansets.NONE) {
        Value value = key.value(batch, row);
        setOf[row] = numbers.computeIfAbsent(new Group(set, value), _ -> labels.size());
        if (setOf[row] == labels.size()) {
          var own = new ArrayList<>(sets.labels(set));
          own.add(new Label(name, value));
          labels.add(own);
        }
      }
    }
    return new Spansets(batch, setOf, labels);
  }
}
