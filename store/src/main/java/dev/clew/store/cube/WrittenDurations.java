package dev.clew.store.cube;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.Latencies;

/// The durations of one cell as they stand in a block, checked and not yet read. Never changed.
final class WrittenDurations {
  private final byte[] bytes;
  private final int counts;
  private final Passed passed;
  private final long count;

  /// Buckets that were read over.
  ///
  /// @param start where their distances start
  /// @param size how many there are
  /// @param lowest the first of them
  /// @param highest the last of them
  /// @param several how many count more than one
  record Passed(int start, int size, int lowest, int highest, int several) {}

  /// @param bytes of the whole cube
  /// @param counts where the counts start of the buckets that count more than one
  /// @param count how many durations there are
  WrittenDurations(byte[] bytes, Passed passed, int counts, long count) {
    this.bytes = bytes;
    this.passed = passed;
    this.counts = counts;
    this.count = count;
  }

  long count() {
    return count;
  }

  int lowest() {
    return passed.lowest();
  }

  int highest() {
    return passed.highest();
  }

  void each(Latencies.Taker taker) {
    try {
      var tokens = new VarintReader(bytes, passed.start(), "a cube that was checked");
      var more = new VarintReader(bytes, counts, "a cube that was checked");
      int bucket = 0;
      for (int place = 0; place < passed.size(); place++) {
        int token = (int) tokens.unsigned();
        bucket += token >>> 1;
        taker.take(bucket, (token & 1) == 0 ? 1 : more.unsigned() + 2);
      }
    } catch (CorruptBlockException e) {
      throw new IllegalStateException("a cube that was checked must be readable", e);
    }
  }
}
