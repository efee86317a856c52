package dev.clew.analyze.red;

import dev.clew.analyze.Red;
import dev.clew.store.Counts.Cell;
import dev.clew.store.Latencies;
import dev.clew.store.LatencySum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds up cells of counts. Owned by one thread.
final class RedTally {
  private final List<Latencies> parts = new ArrayList<>();
  private final List<RedTally> tallies = new ArrayList<>();
  private long count;
  private long errors;

  /// The parts added up, once somebody has asked.
  private @Nullable LatencySum sum;

  void add(Cell<?> cell) {
    parts.add(cell.latencies());
    sum = null;
    count += cell.count();
    errors += cell.errors();
  }

  /// Adds what another has added up by now.
  void add(RedTally other) {
    tallies.add(other);
    count += other.count;
    errors += other.errors;
    sum = null;
  }

  long count() {
    return count;
  }

  long errors() {
    return errors;
  }

  Red over(double seconds) {
    return new Red(count, count / seconds, errors, quantile(0.5), quantile(0.95), quantile(0.99));
  }

  /// How many took at most so long, up to the width of one bucket.
  long countUpTo(long nanos) {
    return sum().countUpTo(nanos);
  }

  /// The nanoseconds within which a part of all was done.
  long quantile(double part) {
    return sum().quantile(part);
  }

  private LatencySum sum() {
    LatencySum known = sum;
    if (known == null) {
      known = LatencySum.of(parts);
      for (RedTally each : tallies) {
        each.sum().each(known::add);
      }
      sum = known;
    }
    return known;
  }
}
