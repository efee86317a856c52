package dev.clew.query.series;

import dev.clew.query.Coverage;
import dev.clew.query.Label;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.Watch;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.store.StoreView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One metrics query under way. Owned by the thread that runs it.
public final class SeriesQuery {
  private static final int USUAL_TOP_N = 10;
  private static final int MOST_EXEMPLARS = 1000;

  // Numbers are held by the answer and by a few parts on their way to it.
  private static final long BYTES_A_NUMBER = 4 * Double.BYTES;

  private final SpanSource source;
  private final Steps steps;
  private final SeriesLimits limits;
  private final int exemplars;
  private final Checkpoint checkpoint;
  private final Map<SeriesExpr.Measure, List<Series>> measured = new HashMap<>();
  private final List<Coverage> coverages = new ArrayList<>();
  private boolean isTruncated;
  private long unweighed;
  private boolean isPrecounted = true;

  /// Answers a request from the spans of a view.
  ///
  /// @param view of all of time
  /// @param mostBytes how much memory the traces may take that are held at once, and about how much
  ///   the numbers
  public static SeriesAnswer answer(
      StoreView view, SeriesRequest request, long mostBytes, Scatter scatter, Watch watch)
      throws QueryException {
    var limits =
        new SeriesLimits(
            request.maxSeries(), Math.max(mostBytes / BYTES_A_NUMBER, 1), MOST_EXEMPLARS);
    var source = new StoredSpans(view, mostBytes, scatter, watch);
    int exemplars = exemplars(request.query(), request.exemplars());
    return switch (request.query().root()) {
      case Query.Root.Metrics(var series) ->
          new SeriesQuery(source, request.steps(), limits, exemplars, watch).run(series);
      case Query.Root.Search _, Query.Root.Totals _ ->
          throw new IllegalArgumentException("needs a function over time");
    };
  }

  /// @param exemplars how many are asked for, at most
  /// @param checkpoint asked between any two steps of a long calculation
  SeriesQuery(
      SpanSource source, Steps steps, SeriesLimits limits, int exemplars, Checkpoint checkpoint) {
    this.source = source;
    this.steps = steps;
    this.limits = limits;
    this.exemplars = Math.min(exemplars, limits.maxExemplars());
    this.checkpoint = checkpoint;
  }

  /// How many exemplars a query asks for: what it says itself, or what was asked beside it.
  static int exemplars(Query query, int asked) {
    int count = asked;
    for (Query.Hint hint : query.hints()) {
      if (hint.name().equals("exemplars")) {
        count =
            switch (hint.value()) {
              case Literal.Int(var value) -> Math.clamp(value, 0, Integer.MAX_VALUE);
              case Literal.Bool(var isWanted) -> isWanted ? asked : 0;
              case Literal.Real _,
                  Literal.Text _,
                  Literal.Span _,
                  Literal.Status _,
                  Literal.Kind _ ->
                  count;
            };
      }
    }
    return count;
  }

  SeriesAnswer run(SeriesExpr expr) throws QueryException {
    List<Series> series = series(expr);
    isTruncated |= series.size() > limits.maxSeries();
    List<Series> first = series.subList(0, Math.min(series.size(), limits.maxSeries()));
    return new SeriesAnswer(
        steps,
        cutExemplars(first),
        isTruncated,
        unweighed,
        isPrecounted,
        Coverages.united(coverages));
  }

  /// A calculation shows those of all its parts, together no more than there may be.
  private List<Series> cutExemplars(List<Series> series) {
    var all = new ArrayList<Series>();
    int left = exemplars;
    for (Series each : series) {
      int shown = Math.min(left, each.exemplars().size());
      all.add(each.with(each.exemplars().subList(0, shown)));
      left -= shown;
    }
    return all;
  }

  private List<Series> series(SeriesExpr expr) throws QueryException {
    return switch (expr) {
      case SeriesExpr.Measure measure -> measure(measure);
      case SeriesExpr.Refined(var inner, var refinements) ->
          Refinements.apply(refinements, series(inner));
      case SeriesExpr.Arithmetic arithmetic -> calculated(arithmetic);
      case SeriesExpr.Constant _ ->
          throw new IllegalArgumentException("a metrics query needs a function over time");
    };
  }

  private List<Series> calculated(SeriesExpr.Arithmetic arithmetic) throws QueryException {
    var name = Label.text(Names.NAME, SeriesNames.of(arithmetic));
    return switch (calculation(arithmetic)) {
      case Calculation.Many(var all) ->
          all.stream()
              .filter(each -> !each.isEmpty())
              .map(each -> each.labelled(each.labels().with(name)))
              .toList();
      case Calculation.Constant _ ->
          throw new IllegalArgumentException("a metrics query needs a function over time");
    };
  }

  /// From the left, where a calculation of many parts goes deep.
  private Calculation calculation(SeriesExpr expr) throws QueryException {
    Deque<SeriesExpr.Arithmetic> above = new ArrayDeque<>();
    SeriesExpr at = expr;
    while (at instanceof SeriesExpr.Arithmetic arithmetic) {
      above.push(arithmetic);
      at = arithmetic.left();
    }
    Calculation left =
        at instanceof SeriesExpr.Constant(var value, _)
            ? new Calculation.Constant(Refinements.number(value))
            : new Calculation.Many(unnamed(series(at)));
    for (SeriesExpr.Arithmetic each : above) {
      checkpoint.check();
      left = Calculation.of(left, each.operator(), calculation(each.right()));
    }
    return left;
  }

  private static List<Series> unnamed(List<Series> series) {
    return series.stream().map(each -> each.labelled(each.labels().without(Names.NAME))).toList();
  }

  private List<Series> measure(SeriesExpr.Measure measure) throws QueryException {
    List<Series> known = measured.get(measure);
    if (known == null) {
      known =
          switch (measure.gather()) {
            case Gather.OverTime gather -> gathered(measure, gather);
            case Gather.Compare compare -> compared(measure, compare);
          };
      known = Refinements.apply(measure.refinements(), known);
      measured.put(measure, known);
    }
    return known;
  }

  private List<Series> gathered(SeriesExpr.Measure measure, Gather.OverTime gather)
      throws QueryException {
    var gatherer = Gatherer.of(gather);
    double unit = gatherer.unit();
    return switch (gather.function()) {
      case RATE -> gathered(measure, gatherer, width -> new CountTally(width, steps.stepSeconds()));
      case COUNT -> gathered(measure, gatherer, width -> new CountTally(width, 1));
      case MIN -> gathered(measure, gatherer, width -> new ExtremeTally(width, false, unit));
      case MAX -> gathered(measure, gatherer, width -> new ExtremeTally(width, true, unit));
      case SUM -> gathered(measure, gatherer, width -> new SumTally(width, false, unit));
      case AVG -> gathered(measure, gatherer, width -> new SumTally(width, true, unit));
      case HISTOGRAM, QUANTILE ->
          gathered(
              measure, gatherer, width -> new DistributionTally(width, gatherer.quantiles(), unit));
    };
  }

  private <T extends Tally<T>> List<Series> gathered(
      SeriesExpr.Measure measure, Gatherer gatherer, IntFunction<T> tallies) throws QueryException {
    Gathering<T> all = gathering(gatherer, steps, tallies);
    coverages.add(
        source.scan(
            measure.source(),
            steps.range(),
            gatherer.wanted(steps, exemplars > 0),
            range -> gathering(gatherer, steps.within(range), tallies),
            all::merge));
    isTruncated |= all.isTruncated();
    unweighed += all.unweighed();
    isPrecounted &= all.isPrecounted();
    return all.series();
  }

  /// In two rounds: what is frequent at all is known only when all was seen.
  private List<Series> compared(SeriesExpr.Measure measure, Gather.Compare compare)
      throws QueryException {
    int topN = compare.topN().orElse(USUAL_TOP_N);
    Contrast totals = contrast(measure, compare, steps.whole(), null);
    var chosen = totals.mostFrequent(topN, limits.maxRows(steps));
    Contrast counts = contrast(measure, compare, steps, chosen);
    isTruncated |= totals.isTruncated();
    isPrecounted = false;
    unweighed += totals.unweighed();
    return counts.series(totals, topN);
  }

  private Contrast contrast(
      SeriesExpr.Measure measure,
      Gather.Compare compare,
      Steps asked,
      @Nullable Map<String, Set<Value>> chosen)
      throws QueryException {
    var sides = new Sides(compare.window());
    var all = new Contrast(sides, asked, chosen);
    coverages.add(
        source.scan(
            measure.source(),
            asked.range(),
            Wanted.everything(compare.selection()),
            range -> new Contrast(sides, asked.within(range), chosen),
            all::merge));
    return all;
  }

  private <T extends Tally<T>> Gathering<T> gathering(
      Gatherer gatherer, Steps part, IntFunction<T> tallies) {
    var groups = new Groups<>(tallies.apply(part.count()), limits.maxRows(steps));
    return new Gathering<>(
        gatherer, part, groups, new Exemplars(exemplars, steps.range(), gatherer));
  }
}
