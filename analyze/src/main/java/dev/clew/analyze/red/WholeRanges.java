package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryException;
import dev.clew.store.Counts;
import dev.clew.store.Counts.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was counted in a range and in the equal one before it, a cell a series in each: far fewer
/// than those of all steps, where nobody asks for steps.
public final class WholeRanges {
  private WholeRanges() {}

  /// Whoever has counted.
  @FunctionalInterface
  public interface Counter<S> {
    Counts<S> count(TimeRange range, Duration step) throws QueryException;
  }

  /// The counts of both ranges; the step of each starts with it.
  public static <S> Counts<S> of(CountedRange range, Counter<S> counter) throws QueryException {
    List<Cell<S>> cells = new ArrayList<>();
    Map<S, Cell<S>> timeless = new HashMap<>();
    Set<String> missing = new LinkedHashSet<>();
    for (CountedRange each : List.of(range, range.previous())) {
      // As long as all the time up to its end, so that the whole range is in the first step.
      Counts<S> counts = counter.count(each.range(), Duration.ofNanos(each.endNanos()));
      missing.addAll(counts.missing());
      for (Cell<S> cell : counts.cells()) {
        if (cell.stepStartNanos().isPresent()) {
          cells.add(startingAt(each.startNanos(), cell));
        } else {
          timeless.merge(cell.series(), cell, WholeRanges::larger);
        }
      }
    }
    cells.addAll(timeless.values());
    return new Counts<>(cells, List.copyOf(missing));
  }

  private static <S> Cell<S> startingAt(long nanos, Cell<S> cell) {
    return new Cell<>(
        cell.series(), Optional.of(nanos), cell.count(), cell.errors(), cell.latencies());
  }

  /// What may lie anywhere is told of both ranges.
  private static <S> Cell<S> larger(Cell<S> one, Cell<S> other) {
    return one.count() >= other.count() ? one : other;
  }
}
