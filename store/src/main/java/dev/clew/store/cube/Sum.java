package dev.clew.store.cube;

import dev.clew.model.TimeRange;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import java.time.Duration;
import java.util.List;

/// Adds up the tallies of blocks to what there was in a range of time.
///
/// Owned by one thread.
public final class Sum {
  /// More cells than a chart or a map can show; some 50 MB.
  private static final int CELLS = 1 << 17;

  /// Words of cells that are no longer here are forgotten when there are so many.
  private static final int MANY_WORDS = 1 << 20;

  private final Window window;
  private Cube added = new Cube(new Words(), CELLS);
  private Cube removed = new Cube(new Words(), CELLS);

  public Sum(TimeRange range, Duration step) {
    window = Window.of(range, step);
  }

  /// True when a cube that has slots from `first` to `last` may have something to add.
  public boolean overlaps(int first, int last) {
    return window.overlaps(first, last);
  }

  public void add(WrittenCube cube) {
    added.merge(cube, window);
    added = withoutUnused(added);
  }

  public void remove(WrittenCube cube) {
    removed.merge(cube, window);
    removed = withoutUnused(removed);
  }

  public void add(Cube cube) {
    added.merge(cube, window);
    added = withoutUnused(added);
  }

  public void remove(Cube cube) {
    removed.merge(cube, window);
    removed = withoutUnused(removed);
  }

  private static Cube withoutUnused(Cube cube) {
    if (cube.words().size() < MANY_WORDS) {
      return cube;
    }
    var copy = new Cube(new Words(), CELLS);
    copy.merge(cube);
    return copy;
  }

  public List<Counts.Cell<SpanSeries>> spans() {
    settle();
    return CountedCells.spans(added);
  }

  public List<Counts.Cell<CallSeries>> calls() {
    settle();
    return CountedCells.calls(added);
  }

  private void settle() {
    // What is taken from must have no more detail than what is taken, and no less.
    added.boundBy(removed);
    added.subtract(removed);
    removed = new Cube(new Words(), CELLS);
  }
}
