package dev.clew.serve.metrics;

import dev.clew.store.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Series that grow, up to a number of them: what comes later counts in one more, the overflow.
///
/// Guarded by the lock of its owner.
final class GrowthTable<S> {
  private final Map<S, Growth> series = new LinkedHashMap<>();
  private final long[] bounds;
  private final int most;
  private final Predicate<S> isTold;
  private @Nullable Growth overflow;

  /// @param isTold whether a series has all of its names
  GrowthTable(long[] bounds, int most, Predicate<S> isTold) {
    this.bounds = bounds;
    this.most = most;
    this.isTold = isTold;
  }

  /// Counts what was added, less what was taken back.
  void add(List<Counts.Cell<S>> added, List<Counts.Cell<S>> removed) {
    added.forEach(cell -> growth(cell.series()).add(cell, 1));
    removed.forEach(cell -> growth(cell.series()).add(cell, -1));
    series.values().forEach(Growth::settle);
    overflow().ifPresent(Growth::settle);
  }

  private Growth growth(S key) {
    Growth known = series.get(key);
    if (known != null) {
      return known;
    }
    var growth = new Growth(bounds);
    if (isTold.test(key) && series.size() < most) {
      series.put(key, growth);
      return growth;
    }
    overflow = overflow == null ? growth : overflow;
    return overflow;
  }

  boolean has(S key) {
    return series.containsKey(key);
  }

  void forEach(BiConsumer<S, Growth> action) {
    series.forEach(action);
  }

  /// All series that there was no room for.
  Optional<Growth> overflow() {
    return Optional.ofNullable(overflow);
  }
}
