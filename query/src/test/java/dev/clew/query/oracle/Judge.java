package dev.clew.query.oracle;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.oracle.SearchOracle.Answer;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Holds an engine against the oracle.
///
/// Which traces an engine looks at is its own business: a query that some trace makes fail may
/// fail, or else has to be answered as if that trace were not there.
record Judge(Engine engine, TenantId tenant, World world) {
  /// All pages of a search with so many traces a page; empty where the two agree.
  Optional<String> disagreement(Query query, TimeRange range, int limit) {
    Answer answer = world.oracle().search(query, range);
    List<Hit> expected = answer.found().stream().map(Hit::of).toList();
    try {
      return difference(expected, pages(query, range, limit, expected.size()));
    } catch (Failure failure) {
      return answer.failing().isEmpty()
          ? Optional.of("engine fails, oracle does not: " + failure.getMessage())
          : Optional.empty();
    }
  }

  /// Of a metrics query; empty where the two agree.
  Optional<String> disagreement(Query query, SeriesOracle.Steps steps) {
    if (!(query.root() instanceof Query.Root.Metrics(var expr))) {
      throw new IllegalArgumentException("needs a metrics query, got " + query);
    }
    var series = new SeriesOracle(world.oracle(), steps);
    Optional<Map<SeriesLabels, double[]>> expected;
    try {
      expected = Optional.of(series.series(expr));
    } catch (Failure _) {
      expected = Optional.empty();
    }
    try {
      var got = engine.series(tenant, parsed(TraceQl.print(query)), steps);
      return expected.isEmpty()
          ? Optional.of("oracle fails, engine does not")
          : SeriesDifference.of(expected.get(), got);
    } catch (Failure failure) {
      return expected.isEmpty() || !series.failing().isEmpty()
          ? Optional.empty()
          : Optional.of("engine fails, oracle does not: " + failure.getMessage());
    }
  }

  /// All groups of a query for totals; empty where the two agree.
  Optional<String> disagreement(Query query, TimeRange range) {
    if (!(query.root() instanceof Query.Root.Totals totals)) {
      throw new IllegalArgumentException("needs a query for totals, got " + query);
    }
    Answer left = world.oracle().left(totals.source(), range);
    Optional<Map<List<Object>, TotalsOracle.Group>> expected;
    try {
      expected = Optional.of(TotalsOracle.groups(left.found(), totals));
    } catch (Failure _) {
      expected = Optional.empty();
    }
    try {
      var all = new Query(totals, Optional.empty(), OptionalInt.empty(), query.hints());
      var got = engine.totals(tenant, parsed(TraceQl.print(all)), range);
      return expected.isEmpty()
          ? Optional.of("oracle fails, engine does not")
          : TotalsDifference.of(totals.aggregate().function(), expected.get(), got);
    } catch (Failure failure) {
      return expected.isEmpty() || !left.failing().isEmpty()
          ? Optional.empty()
          : Optional.of("engine fails, oracle does not: " + failure.getMessage());
    }
  }

  /// Full pages but for the last; but not for ever.
  private List<Hit> pages(Query query, TimeRange range, int limit, int most) throws Failure {
    Query asked = parsed(TraceQl.print(query));
    int size = Math.min(limit, query.limit().orElse(limit));
    var all = new ArrayList<Hit>();
    Optional<String> after = Optional.empty();
    do {
      Engine.Page page = engine.search(tenant, asked, range, limit, after);
      after = page.next();
      if (after.isPresent() ? page.hits().size() != size : page.hits().size() > size) {
        throw new AssertionError(
            "a page of %d needs to be full unless it is the last, got %d of %d"
                .formatted(all.size() / size, page.hits().size(), size));
      }
      all.addAll(page.hits());
    } while (after.isPresent() && all.size() <= most);
    return all;
  }

  static Query parsed(String text) {
    if (TraceQl.parse(text) instanceof Parsed.Valid(var query)) {
      return query;
    }
    throw new AssertionError("must parse: " + text);
  }

  private static Optional<String> difference(List<Hit> expected, List<Hit> got) {
    for (int at = 0; at < Math.max(expected.size(), got.size()); at++) {
      Object one = at < expected.size() ? expected.get(at) : "nothing more";
      Object other = at < got.size() ? got.get(at) : "nothing more";
      if (!one.equals(other)) {
        return Optional.of("trace %d:\n  oracle %s\n  engine %s".formatted(at, one, other));
      }
    }
    return Optional.empty();
  }
}
