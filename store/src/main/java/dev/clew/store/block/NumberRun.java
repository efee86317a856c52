package dev.clew.store.block;

/// Numbers that are to be encoded together, and what decides how: `values[from]` up to `values[to -
/// 1]`, which must not change meanwhile.
///
/// Owned by one thread.
final class NumberRun {
  // What is looked at where all would take too long.
  private static final int SAMPLE = 512;

  // Bits of a filter in which the numbers of a sample mark their places.
  private static final int FILTER_BITS = 12;

  final long[] values;
  final int from;
  final int to;
  final long min;
  final long max;
  private boolean hasDeltas;
  private int runs;
  private long minDelta;
  private long maxDelta;

  private NumberRun(long[] values, int from, int to, long min, long max) {
    this.values = values;
    this.from = from;
    this.to = to;
    this.min = min;
    this.max = max;
  }

  static NumberRun of(long[] values, int from, int to) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return from == to
        ? new NumberRun(values, from, to, 0, 0)
        : new NumberRun(values, from, to, min, max);
  }

  int count() {
    return to - from;
  }

  /// The bits that distances from the smallest number need.
  int width() {
    return BitPacking.width(max - min);
  }

  /// How often a number is followed by another one, plus one.
  int runs() {
    findDeltas();
    return runs;
  }

  /// The bits that distances from number to number need, if counted from the smallest of them.
  int deltaWidth() {
    findDeltas();
    return BitPacking.width(maxDelta - minDelta);
  }

  private void findDeltas() {
    if (hasDeltas) {
      return;
    }
    hasDeltas = true;
    minDelta = Long.MAX_VALUE;
    maxDelta = Long.MIN_VALUE;
    runs = 1;
    for (int i = from + 1; i < to; i++) {
      long delta = values[i] - values[i - 1];
      minDelta = Math.min(minDelta, delta);
      maxDelta = Math.max(maxDelta, delta);
      runs += delta == 0 ? 0 : 1;
    }
  }

  /// The distances from number to number.
  NumberRun deltas() {
    long[] deltas = new long[count() - 1];
    for (int i = 0; i < deltas.length; i++) {
      deltas[i] = values[from + i + 1] - values[from + i];
    }
    return of(deltas, 0, deltas.length);
  }

  /// Some of these numbers that stand side by side.
  NumberRun sample() {
    if (count() <= SAMPLE) {
      return this;
    }
    int start = (from + to - SAMPLE) >>> 1;
    return of(values, start, start + SAMPLE);
  }

  /// Whether numbers come again so often that zstd can make something of it.
  boolean repeats() {
    if (width() <= Byte.SIZE) {
      return true;
    }
    NumberRun sample = sample();
    long[] filter = new long[1 << (FILTER_BITS - 6)];
    int repeated = 0;
    for (int i = sample.from; i < sample.to; i++) {
      int place = (int) ((values[i] * 0x9e37_79b9_7f4a_7c15L) >>> (Long.SIZE - FILTER_BITS));
      long bit = 1L << place;
      repeated += (filter[place >>> 6] & bit) == 0 ? 0 : 1;
      filter[place >>> 6] |= bit;
    }
    return repeated > sample.count() / 4;
  }
}
