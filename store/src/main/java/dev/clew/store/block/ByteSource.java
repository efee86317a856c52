package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Reads what a [ByteSink] wrote; never looks past its end, never trusts a length or a count.
///
/// Owned by one thread.
final class ByteSource {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final Place place;
  private int position;

  ByteSource(byte[] bytes, Place place) {
    this.bytes = bytes;
    this.place = place;
  }

  /// Where bytes stand, for whoever has to say what is wrong with them.
  ///
  /// @param what what the bytes are, such as a page of a column
  record Place(String file, long offset, Supplier<String> what) {
    Place(String file, long offset, String what) {
      this(file, offset, () -> what);
    }

    CorruptBlockException corrupt(String found) {
      return new CorruptBlockException(file, offset, what.get() + " " + found);
    }
  }

  CorruptBlockException corrupt(String found) {
    return place.corrupt(found);
  }

  /// Bytes that stand in these in another form.
  ByteSource within(byte[] content) {
    return new ByteSource(content, place);
  }

  /// The same bytes, from a place on.
  ByteSource from(int start) {
    var other = new ByteSource(bytes, place);
    other.position = start;
    return other;
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.length - position;
  }

  /// Says that nothing may follow.
  void end() throws CorruptBlockException {
    if (remaining() != 0) {
      throw corrupt("must end here, has " + remaining() + " bytes more");
    }
  }

  /// True when the next byte is this one.
  boolean startsWith(int value) {
    return remaining() > 0 && (bytes[position] & 0xff) == value;
  }

  int int8() throws CorruptBlockException {
    need(1);
    return bytes[position++] & 0xff;
  }

  int int32() throws CorruptBlockException {
    need(Integer.BYTES);
    int value = (int) INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  long int64() throws CorruptBlockException {
    need(Long.BYTES);
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /// The number in eight bytes.
  static long int64(byte[] bytes, int from) {
    return (long) LONGS.get(bytes, from);
  }

  /// Puts so many numbers of eight bytes each to the start of `into`.
  static void int64s(byte[] bytes, int from, int count, long[] into) {
    for (int at = 0; at < count; at++) {
      into[at] = (long) LONGS.get(bytes, from + at * Long.BYTES);
    }
  }

  long varint() throws CorruptBlockException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = int8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw corrupt("needs a number of at most 10 bytes, has more");
  }

  /// A number from 0 to `most`.
  int count(int most) throws CorruptBlockException {
    long count = varint();
    if (count < 0 || count > most) {
      throw corrupt("needs a count of at most " + most + ", has " + Long.toUnsignedString(count));
    }
    return (int) count;
  }

  byte[] raw(long length) throws CorruptBlockException {
    int from = advance(length);
    byte[] copy = new byte[(int) length];
    System.arraycopy(bytes, from, copy, 0, copy.length);
    return copy;
  }

  String text() throws CorruptBlockException {
    int length = count(remaining());
    return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
  }

  /// Passes over bytes and returns where they start in [#array()].
  int advance(long length) throws CorruptBlockException {
    need(length);
    int from = position;
    position += (int) length;
    return from;
  }

  byte[] array() {
    return bytes;
  }

  /// Says that so many bytes must follow.
  void need(long count) throws CorruptBlockException {
    if (count < 0 || count > remaining()) {
      throw corrupt("needs " + count + " bytes more, has " + remaining());
    }
  }
}
