package dev.clew.store.cube;

import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Tells what the cells of a cube count, by the names of what they stand for.
public final class CountedCells {
  private CountedCells() {}

  /// Of a cube of spans.
  public static List<Counts.Cell<SpanSeries>> spans(Cube cube) {
    return of(cube, RedFeed::series);
  }

  /// Of a cube of calls.
  public static List<Counts.Cell<CallSeries>> calls(Cube cube) {
    return of(cube, DependencyFeed::series);
  }

  private static <S> List<Counts.Cell<S>> of(Cube cube, BiFunction<Key, Words, S> series) {
    Map<Key, S> known = new HashMap<>();
    return cube.unsorted().stream()
        .map(cell ->
            of(
                cell,
                known.computeIfAbsent(
                    withoutSlot(cell.key()), key -> series.apply(key, cube.words()))))
        .toList();
  }

  private static Key withoutSlot(Key key) {
    return new Key(key.first(), key.second(), key.tag(), Slots.ANY);
  }

  private static <S> Counts.Cell<S> of(Cell cell, S series) {
    Measures measures = cell.measures();
    return new Counts.Cell<>(
        series,
        Slots.find(cell.key().slot()),
        measures.count(),
        measures.errors(),
        measures.durations());
  }
}
