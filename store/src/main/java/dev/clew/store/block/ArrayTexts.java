package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;

/// The keys of the texts in encoded arrays. Owned by one thread.
final class ArrayTexts {
  /// A message's first field, of bytes: an element of an array, and the text of a value.
  private static final int FIRST_OF_BYTES = 0x0a;

  private static final ByteSource.Place NOWHERE = new ByteSource.Place("", 0, "array");

  private long[] keys = new long[1024];
  private int size;

  /// Adds the texts of an array; false where it has anything else in it.
  boolean add(byte[] array) {
    var in = new ByteSource(array, NOWHERE);
    try {
      while (in.remaining() > 0) {
        if (in.int8() != FIRST_OF_BYTES) {
          return false;
        }
        int end = in.count(in.remaining());
        end += in.position();
        if (end == in.position() || in.int8() != FIRST_OF_BYTES) {
          return false;
        }
        int length = in.count(in.remaining());
        int from = in.advance(length);
        if (in.position() != end) {
          return false;
        }
        add(FuseFilter.key(Arrays.copyOfRange(array, from, end)));
      }
      return true;
    } catch (CorruptBlockException _) {
      return false;
    }
  }

  private void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size++] = key;
  }

  long[] keys() {
    return Arrays.copyOf(keys, size);
  }
}
