package dev.clew.analyze.red;

import dev.clew.analyze.Red;
import dev.clew.store.Counts.Cell;
import dev.clew.store.Latencies;
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
    return parts.stream().mapToLong(part -> part.countUpTo(nanos)).sum();
  }

  /// The nanoseconds within which a part of all was done. It lies between the least and the
  /// greatest that the cells say alone, and is looked for there by halves until it is known as well
  /// as the cells know it.
  long quantile(double part) {
    if (count == 0) {
      return 0;
    }
    long low = Long.MAX_VALUE;
    long high = 0;
    for (Latencies each : parts) {
      if (each.count() > 0) {
        long own = each.quantile(part);
        low = Math.min(low, own);
        high = Math.max(high, own);
      }
    }
    long rank = Math.max(1, (long) Math.ceil(part * count));
    while (high - low > low >> 8) {
      long middle = low + (high - low) / 2;
      if (countUpTo(middle) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }
}
