package dev.clew.store.block;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.util.Arrays;

/// The keys that the filter of a column is made of, taken while its values are written.
///
/// Owned by one thread.
final class FilterKeys {
  /// What of a column the filter knows.
  enum Of {
    NOTHING,
    VALUES,
    TEXTS_IN_ARRAYS
  }

  /// A message's first field, of bytes: an element of an array, and the text of a value.
  private static final int FIRST_OF_BYTES = 0x0a;

  private Of of;
  private long[] keys;
  private int size;

  /// @param values how many will come
  FilterKeys(Of of, int values) {
    this.of = of;
    keys = new long[of == Of.NOTHING ? 0 : values];
  }

  /// Takes values that stand behind each other; an array that has anything else than texts in it
  /// leaves its column without a filter.
  void add(byte[] bytes, long[] lengths, int count) {
    int from = 0;
    for (int at = 0; at < count && of != Of.NOTHING; at++) {
      int to = from + (int) lengths[at];
      if (of == Of.VALUES) {
        add(FuseFilter.key(bytes, from, to));
      } else if (!addTexts(bytes, from, to)) {
        of = Of.NOTHING;
      }
      from = to;
    }
  }

  private boolean addTexts(byte[] bytes, int from, int to) {
    var in = new ProtoReader(bytes, from, to);
    try {
      while (in.hasMore()) {
        if (in.tag() != FIRST_OF_BYTES) {
          return false;
        }
        int outer = in.enter();
        if (!in.hasMore() || in.tag() != FIRST_OF_BYTES) {
          return false;
        }
        int length = in.length();
        add(FuseFilter.key(bytes, in.position(), in.position() + length));
        in.advance(length);
        if (in.hasMore()) {
          return false;
        }
        in.leave(outer);
      }
      return true;
    } catch (MalformedException _) {
      return false;
    }
  }

  private void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size++] = key;
  }

  /// True where there is to be a filter.
  boolean areWanted() {
    return of != Of.NOTHING;
  }

  long[] all() {
    return Arrays.copyOf(keys, size);
  }
}
