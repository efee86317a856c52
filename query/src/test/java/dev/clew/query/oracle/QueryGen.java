package dev.clew.query.oracle;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.Place;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.SpansetOperator;
import dev.clew.query.traceql.SpansetOperator.Form;
import dev.clew.query.traceql.SpansetOperator.Relation;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes queries by the language's grammar; all of them parse and pass the checks.
final class QueryGen {
  private static final Place HERE = FieldGen.HERE;
  private static final int DEPTH = 3;

  private final Gen gen;
  private final FieldGen fields;
  private final SeriesGen series;

  QueryGen(Gen gen, Vocabulary vocabulary) {
    this.gen = gen;
    fields = new FieldGen(gen, vocabulary);
    series = new SeriesGen(gen, fields);
  }

  Query query() {
    return switch (gen.random().nextInt(10)) {
      case 0, 1 -> metrics();
      case 2 -> totals();
      default -> search();
    };
  }

  Query search() {
    Optional<Query.Order> order =
        gen.chance(0.3)
            ? Optional.of(
                new Query.Order(gen.oneOf(List.of(Query.Order.Key.values())), gen.chance(0.6)))
            : Optional.empty();
    return new Query(new Query.Root.Search(pipeline(2)), order, limit(), hints());
  }

  Query metrics() {
    Query.Root root = new Query.Root.Metrics(series.expression(this::source));
    return new Query(root, Optional.empty(), OptionalInt.empty(), hints());
  }

  Query totals() {
    Query.Root root = new Query.Root.Totals(source(), aggregate(), fields.references(3));
    return new Query(root, Optional.empty(), limit(), hints());
  }

  private Pipeline source() {
    return gen.chance(0.7) ? new Pipeline(List.of(new Stage.Spansets(filter()))) : pipeline(1);
  }

  private OptionalInt limit() {
    return gen.chance(0.3) ? OptionalInt.of(1 + gen.random().nextInt(6)) : OptionalInt.empty();
  }

  private List<Query.Hint> hints() {
    return gen.chance(0.05)
        ? List.of(new Query.Hint("most_recent", new Literal.Bool(true)))
        : List.of();
  }

  private Pipeline pipeline(int depth) {
    var stages = new ArrayList<Stage>();
    stages.add(gen.chance(0.9) ? new Stage.Spansets(spansets(DEPTH)) : stage(depth));
    while (gen.chance(0.35)) {
      stages.add(gen.chance(0.15) ? new Stage.Coalesce() : stage(depth));
    }
    return new Pipeline(stages);
  }

  private Stage stage(int depth) {
    return switch (gen.random().nextInt(10)) {
      case 0, 1, 2 -> scalarFilter(depth);
      case 3, 4, 5 -> new Stage.GroupBy(fields.key(), HERE);
      case 6 -> new Stage.Select(fields.references(3));
      default -> new Stage.Spansets(spansets(1));
    };
  }

  private SpansetExpr spansets(int depth) {
    if (depth == 0 || gen.chance(0.45)) {
      return filter();
    }
    if (gen.chance(0.1)) {
      return nested();
    }
    return new SpansetExpr.Combined(spansets(depth - 1), operator(), spansets(depth - 1), HERE);
  }

  /// A pipeline in parentheses; one with a single spanset expression would be that expression.
  private SpansetExpr nested() {
    var stages = new ArrayList<Stage>(pipeline(0).stages());
    if (stages.size() == 1 && stages.getFirst() instanceof Stage.Spansets) {
      stages.add(scalarFilter(0));
    }
    return new SpansetExpr.Nested(new Pipeline(stages));
  }

  private SpansetOperator operator() {
    Relation relation = gen.oneOf(List.of(Relation.values()));
    return new SpansetOperator(
        relation, relation.isStructural() ? gen.oneOf(List.of(Form.values())) : Form.PLAIN);
  }

  SpansetExpr.Filter filter() {
    return new SpansetExpr.Filter(
        gen.chance(0.2) ? Optional.empty() : Optional.of(fields.condition(2)));
  }

  private Stage scalarFilter(int depth) {
    ScalarExpr one = scalar(depth);
    ScalarExpr other =
        gen.chance(0.8) ? new ScalarExpr.Constant(fields.smallNumber(), HERE) : scalar(depth);
    Operator operator = gen.oneOf(FieldGen.COMPARISONS);
    return gen.chance(0.8)
        ? new Stage.ScalarFilter(one, operator, other, HERE)
        : new Stage.ScalarFilter(other, operator, one, HERE);
  }

  /// A number that looks at spans.
  private ScalarExpr scalar(int depth) {
    return switch (gen.random().nextInt(depth > 0 ? 10 : 7)) {
      case 7 -> new ScalarExpr.Negative(scalar(depth - 1), HERE);
      case 8 -> arithmetic(scalar(depth - 1));
      case 9 -> new ScalarExpr.Piped(pipeline(depth - 1), aggregate(), HERE);
      default -> aggregate();
    };
  }

  private ScalarExpr arithmetic(ScalarExpr one) {
    ScalarExpr other =
        gen.chance(0.7) ? new ScalarExpr.Constant(fields.smallNumber(), HERE) : aggregate();
    Operator operator = gen.oneOf(FieldGen.ARITHMETIC);
    return gen.chance(0.5)
        ? new ScalarExpr.Arithmetic(one, operator, other, HERE)
        : new ScalarExpr.Arithmetic(other, operator, one, HERE);
  }

  private ScalarExpr.Aggregate aggregate() {
    ScalarExpr.Function function = gen.oneOf(List.of(ScalarExpr.Function.values()));
    Optional<FieldExpr> argument =
        function == ScalarExpr.Function.COUNT
            ? Optional.empty()
            : Optional.of(fields.numberOfSpan());
    return new ScalarExpr.Aggregate(function, argument, HERE);
  }
}
