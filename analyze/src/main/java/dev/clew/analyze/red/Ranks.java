package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.Percentiles;
import dev.clew.analyze.Percentiles.Rank;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanKind;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// How long spans took beside all that have the same service, name and kind.
///
/// **The rule.** The percentile is the share of the population that took at most as long, up to the
/// width of a bucket of durations, a 32nd of them at most. The span itself is one of the
/// population.
public final class Ranks {
  private record Key(String service, String name, SpanKind kind) {}

  private Ranks() {}

  /// The ranks of some rows of a trace.
  public static Percentiles of(
      SpanTree tree, int[] rows, CountedRange range, Counts<SpanSeries> counts) {
    Map<Key, RedTally> populations = new HashMap<>();
    IntStream.of(rows).forEach(row -> populations.put(key(tree, row), new RedTally()));
    long untold = 0;
    for (Counts.Cell<SpanSeries> cell : counts.cells()) {
      SpanSeries series = cell.series();
      boolean isTold = series.service().isPresent() && series.name().isPresent();
      untold += isTold ? 0 : cell.count();
      var key = new Key(series.service().orElse(""), series.name().orElse(""), series.kind());
      RedTally population = isTold ? populations.get(key) : null;
      if (population != null) {
        population.add(cell);
      }
    }
    var reasons = new ArrayList<>(counts.missing());
    if (untold > 0) {
      reasons.add(untold + " spans are of too many series to tell their service or name");
    }
    List<Rank> ranks =
        IntStream.of(rows).mapToObj(row -> rank(tree, row, populations, range)).toList();
    return new Percentiles(range, ranks, SpanCounts.coverage(reasons));
  }

  private static Key key(SpanTree tree, int row) {
    return new Key(tree.service(row), tree.name(row), tree.kind(row));
  }

  private static Rank rank(
      SpanTree tree, int row, Map<Key, RedTally> populations, CountedRange range) {
    RedTally population = populations.getOrDefault(key(tree, row), new RedTally());
    OptionalDouble percentile =
        population.count() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                (double) population.latencies().countUpTo(tree.durationNanos(row))
                    / population.count());
    return new Rank(tree.id(row), percentile, population.over(range.seconds()));
  }
}
