package dev.clew.bench.data;

import java.util.List;
import java.util.random.RandomGenerator;

/// Draws from a seeded source and counts the random bits that every draw is worth: what no lossless
/// store can go below. Owned by one thread.
final class Draws {
  private static final double BITS_OF_NORMAL = 0.5 * log2(2 * Math.PI);

  private final RandomGenerator source;
  private double bits;

  Draws(RandomGenerator source) {
    this.source = source;
  }

  /// The information drawn so far.
  double bits() {
    return bits;
  }

  /// Counts what is drawn anew in each round, when a request is stamped.
  void countBits(double stamped) {
    bits += stamped;
  }

  /// Counts that many random decimal digits, stamped in each round.
  void countDigits(int stamped) {
    bits += stamped * log2(10);
  }

  /// A number from 0 to `bound - 1`.
  int below(int bound) {
    return (int) below((long) bound);
  }

  /// A number from 0 to `bound - 1`.
  long below(long bound) {
    bits += log2((double) bound);
    return source.nextLong(bound);
  }

  boolean chance(double probability) {
    boolean hit = source.nextDouble() < probability;
    bits -= log2(hit ? probability : 1 - probability);
    return hit;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /// An index of `weights`, which sum up to 1.
  int weighted(double... weights) {
    double rest = source.nextDouble();
    int index = 0;
    while (index < weights.length - 1 && rest >= weights[index]) {
      rest -= weights[index++];
    }
    bits -= log2(weights[index]);
    return index;
  }

  /// A whole number of at least 1, log-normal around `median`. Worth the bits of that one number
  /// under its density.
  long logNormal(double median, double sigma) {
    double normal = source.nextGaussian();
    double value = median * Math.exp(sigma * normal);
    bits += Math.max(0, BITS_OF_NORMAL + normal * normal / 2 * log2(Math.E) + log2(sigma * value));
    return Math.max(1, Math.round(value));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
