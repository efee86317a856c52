package dev.clew.query.series;

/// The buckets `(2^(n-1), 2^n]` of numbers from 2 on.
final class Powers {
  /// Of numbers below 2, and of those above all powers that there are.
  static final int NONE = -1;

  private static final double TRIFLE = 1e-14;

  private Powers() {}

  /// The `n` of the bucket that a number of a column lies in.
  static int of(NumberColumn numbers, int at) {
    return switch (numbers.types()[at]) {
      case NumberColumn.INTEGER -> of(numbers.bits()[at]);
      case NumberColumn.REAL -> of(Double.longBitsToDouble(numbers.bits()[at]));
      default -> NONE;
    };
  }

  static int of(long number) {
    return number < 2 ? NONE : Long.SIZE - Long.numberOfLeadingZeros(number - 1);
  }

  static int of(double number) {
    if (!(number >= 2) || number > 0x1p1023) {
      return NONE;
    }
    int exponent = Math.getExponent(number);
    return number == bound(exponent) ? exponent : exponent + 1;
  }

  /// The upper bound of a bucket, 2^n.
  static double bound(int power) {
    return Math.scalb(1.0, power);
  }

  /// The value below or at which a part of all counted values lies; NaN where there are none.
  ///
  /// @param counts by power
  static double quantile(double part, double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    // Rounding, of a part such as 0.07 or of weights, must not push a rank over a border.
    double trifle = total * TRIFLE;
    double left = Math.min(Math.max(Math.ceil(part * total - trifle), 1), total);
    int last = NONE;
    for (int power = 0; power < counts.length; power++) {
      if (counts[power] > 0) {
        last = power;
        if (left <= counts[power] + trifle) {
          return Math.pow(2, power - 1 + Math.min(left / counts[power], 1));
        }
        left -= counts[power];
      }
    }
    return last == NONE ? Double.NaN : bound(last);
  }
}
