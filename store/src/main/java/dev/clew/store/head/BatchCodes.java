package dev.clew.store.head;

import java.util.Arrays;

/// What is known of the attributes of the batch that is being added: an attribute that comes again
/// has the code that it had when it came first.
///
/// Guarded by the head's lock.
final class BatchCodes {
  static final int NONE = -1;

  private final HeadMemory memory;

  /// By attribute that came first, the code of its value plus one; 0 where it is not known.
  private int[] codes = {};

  private int size;

  /// Room for the values of a column that are added together.
  private long[] values = {};

  BatchCodes(HeadMemory memory) {
    this.memory = memory;
  }

  /// Goes on with another batch.
  ///
  /// @param attributes how many of its attributes may come again, those beyond do not
  void start(int attributes) {
    size = attributes;
    if (attributes > codes.length) {
      memory.add((long) (attributes - codes.length) * Integer.BYTES);
      codes = new int[attributes];
    } else {
      Arrays.fill(codes, 0, attributes, 0);
    }
  }

  /// The code of an attribute that came first, or `NONE`.
  int code(int first) {
    return first < size ? codes[first] - 1 : NONE;
  }

  void put(int first, int code) {
    if (first < size) {
      codes[first] = code + 1;
    }
  }

  /// Room for so many values; what is in it holds until somebody else asks.
  long[] room(int count) {
    if (count > values.length) {
      memory.add((long) (count - values.length) * Long.BYTES);
      values = new long[count];
    }
    return values;
  }
}
