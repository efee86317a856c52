package dev.clew.store.cube;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.Latencies;

/// The durations of one cell as they stand in a block, checked and not yet read.
///
/// @param bytes of the whole cube
/// @param buckets where the distances between its buckets start
/// @param counts where the counts start of those that count more than one
/// @param size how many buckets there are
/// @param lowest the first of them
/// @param highest the last of them
/// @param count how many durations
record WrittenDurations(
    byte[] bytes, int buckets, int counts, int size, int lowest, int highest, long count) {
  void each(Latencies.Taker taker) {
    try {
      var distances = new VarintReader(bytes, buckets, "a cube that was checked");
      var more = new VarintReader(bytes, counts, "a cube that was checked");
      int bucket = 0;
      for (int place = 0; place < size; place++) {
        int token = (int) distances.unsigned();
        bucket += token >>> 1;
        taker.take(bucket, (token & 1) == 0 ? 1 : more.unsigned() + 2);
      }
    } catch (CorruptBlockException e) {
      throw new IllegalStateException("a cube that was checked must be readable", e);
    }
  }
}
