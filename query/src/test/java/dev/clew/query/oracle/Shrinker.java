package dev.clew.query.oracle;

import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SeriesExpr.Refine;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes a query smaller as long as it still shows something, so that people can read it.
final class Shrinker {
  private static final int MOST_TRIES = 500;

  private Shrinker() {}

  static Query smallest(Query query, Predicate<Query> shows) {
    Query smallest = query;
    Optional<Query> next = Optional.of(query);
    int tries = 0;
    while (next.isPresent() && tries++ < MOST_TRIES) {
      smallest = next.get();
      next = smaller(smallest).filter(Shrinker::isValid).filter(shows).findFirst();
    }
    return smallest;
  }

  private static boolean isValid(Query query) {
    return TraceQl.parse(TraceQl.print(query)) instanceof Parsed.Valid;
  }

  private static Stream<Query> smaller(Query query) {
    Stream<Query> plainer =
        query.order().isPresent() || query.limit().isPresent() || !query.hints().isEmpty()
            ? Stream.of(new Query(query.root(), Optional.empty(), OptionalInt.empty(), List.of()))
            : Stream.empty();
    Stream<Query.Root> roots =
        switch (query.root()) {
          case Query.Root.Search(var pipeline) -> smaller(pipeline).map(Query.Root.Search::new);
          case Query.Root.Totals(var source, var aggregate, var by) ->
              smaller(source).map(each -> new Query.Root.Totals(each, aggregate, by));
          case Query.Root.Metrics(var series) -> smaller(series).map(Query.Root.Metrics::new);
        };
    return Stream.concat(
        plainer, roots.map(root -> new Query(root, query.order(), query.limit(), query.hints())));
  }

  private static Stream<SeriesExpr> smaller(SeriesExpr series) {
    return switch (series) {
      case SeriesExpr.Measure(var source, var gather, var refinements) ->
          Stream.of(
                  smaller(source).map(each -> new SeriesExpr.Measure(each, gather, refinements)),
                  smaller(gather).map(each -> new SeriesExpr.Measure(source, each, refinements)),
                  smaller(refinements, _ -> Stream.<Refine>empty())
                      .map(left -> new SeriesExpr.Measure(source, gather, left)))
              .flatMap(each -> each);
      case SeriesExpr.Constant _ -> Stream.empty();
      case SeriesExpr.Refined(var inner, _) -> Stream.of(inner);
      case SeriesExpr.Arithmetic(var left, var operator, var right, var at) ->
          Stream.of(
                  Stream.of(left, right).filter(each -> !(each instanceof SeriesExpr.Constant)),
                  smaller(left).map(each -> new SeriesExpr.Arithmetic(each, operator, right, at)),
                  smaller(right).map(each -> new SeriesExpr.Arithmetic(left, operator, each, at)))
              .flatMap(each -> each);
    };
  }

  private static Stream<Gather> smaller(Gather gather) {
    return switch (gather) {
      case Gather.Compare(var selection, var topN, var window, var at) ->
          smaller(selection).map(each -> new Gather.Compare(each, topN, window, at));
      case Gather.OverTime(var function, var field, var quantiles, var by, var at) ->
          smaller(by, _ -> Stream.<FieldExpr.Reference>empty())
              .map(left -> new Gather.OverTime(function, field, quantiles, left, at));
    };
  }

  private static Stream<Pipeline> smaller(Pipeline pipeline) {
    return smaller(pipeline.stages(), Shrinker::smaller)
        .filter(stages -> !stages.isEmpty())
        .map(Pipeline::new);
  }

  /// Without one of them, or with one of them smaller.
  private static <T> Stream<List<T>> smaller(List<T> all, Function<T, Stream<T>> smaller) {
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(place ->
            Stream.concat(
                Stream.of(with(all, place, Optional.empty())),
                smaller.apply(all.get(place)).map(each -> with(all, place, Optional.of(each)))));
  }

  private static <T> List<T> with(List<T> all, int place, Optional<T> other) {
    var changed = new ArrayList<>(all);
    changed.remove(place);
    other.ifPresent(each -> changed.add(place, each));
    return changed;
  }

  private static Stream<Stage> smaller(Stage stage) {
    return switch (stage) {
      case Stage.Spansets(var expr) -> smaller(expr).map(Stage.Spansets::new);
      case Stage.ScalarFilter(var left, var operator, var right, var at) ->
          Stream.concat(
              smaller(left).map(each -> new Stage.ScalarFilter(each, operator, right, at)),
              smaller(right).map(each -> new Stage.ScalarFilter(left, operator, each, at)));
      case Stage.GroupBy(var by, var at) -> smaller(by).map(each -> new Stage.GroupBy(each, at));
      case Stage.Select(var fields) ->
          smaller(fields, _ -> Stream.empty())
              .filter(left -> !left.isEmpty())
              .map(Stage.Select::new);
      case Stage.Coalesce() -> Stream.empty();
    };
  }

  private static Stream<SpansetExpr> smaller(SpansetExpr expr) {
    return switch (expr) {
      case SpansetExpr.Filter(var condition) ->
          condition.stream()
              .flatMap(each ->
                  Stream.concat(
                      Stream.of(Optional.<FieldExpr>empty()), smaller(each).map(Optional::of)))
              .map(SpansetExpr.Filter::new);
      case SpansetExpr.Nested(var pipeline) ->
          Stream.concat(
              Stream.of(new SpansetExpr.Filter(Optional.empty())),
              smaller(pipeline).map(SpansetExpr.Nested::new));
      case SpansetExpr.Combined(var left, var operator, var right, var at) ->
          Stream.of(
                  Stream.of(left, right),
                  smaller(left).map(each -> new SpansetExpr.Combined(each, operator, right, at)),
                  smaller(right).map(each -> new SpansetExpr.Combined(left, operator, each, at)))
              .flatMap(each -> each);
    };
  }

  private static Stream<FieldExpr> smaller(FieldExpr expr) {
    return switch (expr) {
      case FieldExpr.Constant _, FieldExpr.Nil _, FieldExpr.Reference _ -> Stream.empty();
      case FieldExpr.Unary(var sign, var operand, var at) ->
          Stream.concat(
              Stream.of(operand),
              smaller(operand).map(each -> new FieldExpr.Unary(sign, each, at)));
      case FieldExpr.Binary(var left, var operator, var right, var at) ->
          Stream.of(
                  Stream.of(left, right),
                  smaller(left).map(each -> new FieldExpr.Binary(each, operator, right, at)),
                  smaller(right).map(each -> new FieldExpr.Binary(left, operator, each, at)))
              .flatMap(each -> each);
    };
  }

  private static Stream<ScalarExpr> smaller(ScalarExpr expr) {
    return switch (expr) {
      case ScalarExpr.Constant _ -> Stream.empty();
      case ScalarExpr.Aggregate(var function, var argument, var at) ->
          argument.stream()
              .flatMap(Shrinker::smaller)
              .map(each -> new ScalarExpr.Aggregate(function, Optional.of(each), at));
      case ScalarExpr.Negative(var operand, var at) ->
          Stream.concat(
              Stream.of(operand), smaller(operand).map(each -> new ScalarExpr.Negative(each, at)));
      case ScalarExpr.Piped(var pipeline, var aggregate, var at) ->
          Stream.concat(
              Stream.of(aggregate),
              smaller(pipeline).map(each -> new ScalarExpr.Piped(each, aggregate, at)));
      case ScalarExpr.Arithmetic(var left, var operator, var right, var at) ->
          Stream.of(
                  Stream.of(left, right),
                  smaller(left).map(each -> new ScalarExpr.Arithmetic(each, operator, right, at)),
                  smaller(right).map(each -> new ScalarExpr.Arithmetic(left, operator, each, at)))
              .flatMap(each -> each);
    };
  }
}
