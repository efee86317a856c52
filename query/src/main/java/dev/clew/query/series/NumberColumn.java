package dev.clew.query.series;

/// A number for each span of a batch, where it has one: an integer, a duration in nanoseconds, or
/// the bits of a double.
///
/// @param types one of [#NONE], [#INTEGER] and [#REAL]; valid below the size of the batch
/// @param areIntegers true only if every span has an integer
@SuppressWarnings("ArrayRecordComponent") // lent for the batch, never compared
record NumberColumn(byte[] types, long[] bits, boolean areIntegers) {
  /// The span has no number.
  public static final byte NONE = 0;

  public static final byte INTEGER = 1;
  public static final byte REAL = 2;

  NumberColumn(byte[] types, long[] bits) {
    this(types, bits, false);
  }

  boolean isNumber(int at) {
    return types[at] == INTEGER
        || (types[at] == REAL && !Double.isNaN(Double.longBitsToDouble(bits[at])));
  }

  /// The number itself, rounded where it is an integer beyond 2^53.
  double real(int at) {
    return types[at] == INTEGER ? bits[at] : Double.longBitsToDouble(bits[at]);
  }

  /// What the rounding of [#real(int)] has left.
  double rest(int at) {
    // Of the greatest integers the nearest double is one above what a long holds.
    return types[at] == REAL ? 0 : bits[at] - (long) real(at) - (real(at) == 0x1p63 ? 1 : 0);
  }
}
