package dev.clew.analyze.red;

import dev.clew.analyze.Red;
import dev.clew.store.Counts.Cell;
import dev.clew.store.Latencies;
import dev.clew.store.LatencySum;
import java.util.ArrayList;
import java.util.List;

/// Adds up cells of counts. Owned by one thread.
final class RedTally {
  private final List<Latencies> parts = new ArrayList<>();
  private long count;
  private long errors;

  void add(Cell<?> cell) {
    parts.add(cell.latencies());
    count += cell.count();
    errors += cell.errors();
  }

  /// Adds what another has added up by now.
  void add(RedTally other) {
    parts.addAll(other.parts);
    count += other.count;
    errors += other.errors;
  }

  long count() {
    return count;
  }

  long errors() {
    return errors;
  }

  Red over(double seconds) {
    LatencySum all = latencies();
    return new Red(
        count, count / seconds, errors, all.quantile(0.5), all.quantile(0.95), all.quantile(0.99));
  }

  /// All of them together, added up anew: that is too large to be kept for many.
  LatencySum latencies() {
    return LatencySum.of(parts);
  }
}
