package dev.clew.store.head;

import java.util.IdentityHashMap;

/// The memory of one head: counts what it takes, and has large arrays from heads that were sealed.
///
/// Guarded by the head's lock.
final class HeadMemory {
  /// Smaller arrays are not worth being looked after.
  private static final int LARGE = 1 << 11;

  private final SpareMemory spare;

  /// The large arrays that the head has, or had and may still be read.
  private final IdentityHashMap<Object, SpareMemory.Kind> taken = new IdentityHashMap<>();

  private long bytes;

  HeadMemory(SpareMemory spare) {
    this.spare = spare;
  }

  void add(long more) {
    bytes += more;
  }

  long bytes() {
    return bytes;
  }

  /// An array of this length with anything in it, as all of these.
  byte[] newBytes(int length) {
    return take(byte[].class, Byte.BYTES, length);
  }

  short[] newShorts(int length) {
    return take(short[].class, Short.BYTES, length);
  }

  int[] newInts(int length) {
    return take(int[].class, Integer.BYTES, length);
  }

  long[] newLongs(int length) {
    return take(long[].class, Long.BYTES, length);
  }

  private <A> A take(Class<A> type, int width, int length) {
    var kind = new SpareMemory.Kind(type, width, length);
    if (kind.bytes() < LARGE) {
      return type.cast(kind.newArray());
    }
    Object array = spare.take(kind);
    taken.put(array, kind);
    return type.cast(array);
  }

  /// Gives back one array, which nobody reads any more.
  void giveBack(Object array) {
    SpareMemory.Kind kind = taken.remove(array);
    if (kind != null) {
      spare.give(array, kind);
    }
  }

  /// Gives back all arrays, which nobody reads any more.
  void giveBack() {
    taken.forEach(spare::give);
    taken.clear();
  }
}
