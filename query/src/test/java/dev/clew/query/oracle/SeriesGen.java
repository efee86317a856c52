package dev.clew.query.oracle;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Place;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Function;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SeriesExpr.Refine;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.testkit.Gen;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Makes what a query computes over time.
final class SeriesGen {
  private static final Place HERE = FieldGen.HERE;
  private static final int MOST_BY = 3;
  private static final List<Operator> ARITHMETIC =
      List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE);

  private final Gen gen;
  private final FieldGen fields;

  SeriesGen(Gen gen, FieldGen fields) {
    this.gen = gen;
    this.fields = fields;
  }

  SeriesExpr expression(Supplier<Pipeline> sources) {
    if (gen.chance(0.1)) {
      return new SeriesExpr.Measure(sources.get(), compare(), List.of());
    }
    if (gen.chance(0.7)) {
      return measure(sources);
    }
    SeriesExpr calculation = calculation(sources);
    return gen.chance(0.3)
        ? new SeriesExpr.Refined(calculation, List.of(refinement()))
        : calculation;
  }

  private SeriesExpr calculation(Supplier<Pipeline> sources) {
    SeriesExpr one = gen.chance(0.8) ? measure(sources) : calculation(sources);
    SeriesExpr other =
        gen.chance(0.5) ? measure(sources) : new SeriesExpr.Constant(plainNumber(), HERE);
    Operator operator = gen.oneOf(ARITHMETIC);
    return gen.chance(0.7)
        ? new SeriesExpr.Arithmetic(one, operator, other, HERE)
        : new SeriesExpr.Arithmetic(other, operator, one, HERE);
  }

  private SeriesExpr.Measure measure(Supplier<Pipeline> sources) {
    return new SeriesExpr.Measure(sources.get(), overTime(), gen.some(2, this::refinement));
  }

  private Gather overTime() {
    Function function = gen.oneOf(List.of(Function.values()));
    boolean countsOnly = function == Function.RATE || function == Function.COUNT;
    Optional<FieldExpr.Reference> field =
        countsOnly ? Optional.empty() : Optional.of(fields.numberField());
    List<Double> quantiles =
        function == Function.QUANTILE
            ? Stream.generate(() -> gen.oneOf(List.of(0.0, 0.25, 0.5, 0.9, 0.99, 1.0)))
                .limit(1 + gen.random().nextInt(2))
                .toList()
            : List.of();
    List<FieldExpr.Reference> by = gen.chance(0.6) ? fields.references(MOST_BY) : List.of();
    return new Gather.OverTime(function, field, quantiles, by, HERE);
  }

  private Gather compare() {
    SpansetExpr selection = new SpansetExpr.Filter(Optional.of(fields.condition(1)));
    OptionalInt topN =
        gen.chance(0.5) ? OptionalInt.of(1 + gen.random().nextInt(4)) : OptionalInt.empty();
    Optional<SeriesExpr.Window> window =
        topN.isPresent() && gen.chance(0.5)
            ? Optional.of(
                new SeriesExpr.Window(
                    Gen.EPOCH_NANOS, Gen.EPOCH_NANOS + 1 + gen.random().nextLong(60_000_000_000L)))
            : Optional.empty();
    return new Gather.Compare(selection, topN, window, HERE);
  }

  private Refine refinement() {
    return gen.chance(0.5)
        ? new Refine.Best(gen.chance(0.5), 1 + gen.random().nextInt(3), HERE)
        : new Refine.Threshold(gen.oneOf(FieldGen.COMPARISONS), fields.smallNumber(), HERE);
  }

  private Literal plainNumber() {
    return gen.chance(0.5)
        ? new Literal.Int(gen.random().nextInt(-1, 5))
        : new Literal.Real(gen.random().nextInt(-4, 20) / 4.0);
  }
}
