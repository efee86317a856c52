package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.Red;
import dev.clew.store.Counts.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What was counted in a range and in the equal one before it, and in each step of the first.
///
/// Owned by one thread.
final class TwoRanges {
  private final CountedRange range;
  private final CountedRange previous;
  private final RedTally now = new RedTally();
  private final RedTally before = new RedTally();
  private final List<Cell<?>> cells = new ArrayList<>();

  TwoRanges(CountedRange range) {
    this.range = range;
    previous = range.previous();
  }

  /// Adds a cell that says when it was.
  void add(Cell<?> cell) {
    long start = cell.stepStartNanos().orElseThrow();
    if (range.contains(start)) {
      now.add(cell);
      cells.add(cell);
    } else if (previous.contains(start)) {
      before.add(cell);
    }
  }

  /// Adds what another has of the same range by now.
  void add(TwoRanges other) {
    now.add(other.now);
    before.add(other.before);
    cells.addAll(other.cells);
  }

  boolean isEmpty() {
    return now.count() + before.count() == 0;
  }

  RedTally nowTally() {
    return now;
  }

  RedTally beforeTally() {
    return before;
  }

  Red now() {
    return now.over(range.seconds());
  }

  Red before() {
    return before.over(previous.seconds());
  }

  /// The count of each step.
  List<Long> sparkline() {
    long[] counts = new long[range.steps()];
    cells.forEach(cell -> counts[step(cell)] += cell.count());
    return IntStream.range(0, counts.length).mapToObj(at -> counts[at]).toList();
  }

  /// Each step by itself.
  List<Red> series() {
    List<RedTally> tallies =
        IntStream.range(0, range.steps()).mapToObj(_ -> new RedTally()).toList();
    cells.forEach(cell -> tallies.get(step(cell)).add(cell));
    return tallies.stream().map(tally -> tally.over(range.stepNanos() / 1e9)).toList();
  }

  private int step(Cell<?> cell) {
    return range.indexOf(cell.stepStartNanos().orElseThrow());
  }
}
