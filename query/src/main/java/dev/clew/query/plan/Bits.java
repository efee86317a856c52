package dev.clew.query.plan;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// A set of rows of one page: plain words, so that sets combine 64 rows at a time.
public final class Bits {
  private Bits() {}

  public static int words(int rows) {
    return (rows + 63) >>> 6;
  }

  public static void set(long[] bits, int row) {
    bits[row >>> 6] |= 1L << row;
  }

  public static void clear(long[] bits, int row) {
    bits[row >>> 6] &= ~(1L << row);
  }

  public static boolean get(long[] bits, int row) {
    return (bits[row >>> 6] & 1L << row) != 0;
  }

  public static boolean isEmpty(long[] bits, int words) {
    for (int word = 0; word < words; word++) {
      if (bits[word] != 0) {
        return false;
      }
    }
    return true;
  }

  public static int count(long[] bits, int words) {
    int count = 0;
    for (int word = 0; word < words; word++) {
      count += Long.bitCount(bits[word]);
    }
    return count;
  }

  /// Hands out the rows below `rows` that are in the set, in ascending order.
  public static void forEach(long[] bits, int rows, IntConsumer taker) {
    for (int word = 0; word < words(rows); word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        taker.accept((word << 6) + Long.numberOfTrailingZeros(left));
      }
    }
  }

  /// Writes the rows below `rows` that are in the set to the start of `into`, in ascending order,
  /// and returns how many there are.
  public static int list(long[] bits, int rows, int[] into) {
    int size = 0;
    for (int word = 0; word < words(rows); word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        into[size++] = (word << 6) + Long.numberOfTrailingZeros(left);
      }
    }
    return size;
  }

  public static void fill(long[] bits, int rows) {
    int words = words(rows);
    Arrays.fill(bits, 0, words, -1);
    if ((rows & 63) != 0) {
      bits[words - 1] = -1L >>> -rows;
    }
  }

  public static long[] both(long[] one, long[] other, int words) {
    long[] both = Arrays.copyOf(one, words);
    and(both, other, words);
    return both;
  }

  public static long[] either(long[] one, long[] other, int words) {
    long[] either = Arrays.copyOf(one, words);
    or(either, other, words);
    return either;
  }

  public static long[] without(long[] one, long[] other, int words) {
    long[] without = Arrays.copyOf(one, words);
    for (int word = 0; word < words; word++) {
      without[word] &= ~other[word];
    }
    return without;
  }

  static void and(long[] into, long[] with, int words) {
    for (int word = 0; word < words; word++) {
      into[word] &= with[word];
    }
  }

  static void or(long[] into, long[] with, int words) {
    for (int word = 0; word < words; word++) {
      into[word] |= with[word];
    }
  }

  /// Adds all rows below `rows` that `without` lacks.
  static void orNot(long[] into, long[] without, int rows) {
    int words = words(rows);
    for (int word = 0; word < words; word++) {
      into[word] |= ~without[word];
    }
    if ((rows & 63) != 0) {
      into[words - 1] &= -1L >>> -rows;
    }
  }
}
