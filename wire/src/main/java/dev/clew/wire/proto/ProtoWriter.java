package dev.clew.wire.proto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Writes protobuf fields into an array that grows.
///
/// Owned by one thread. A message in a message is written between [#begin(int)] and [#end(int)].
public final class ProtoWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MAX_VARINT = 10;

  private byte[] bytes;
  private int size;

  public ProtoWriter() {
    this(256);
  }

  public ProtoWriter(int capacity) {
    bytes = new byte[capacity];
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// Copies what was written into `target` from `offset` on.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, size);
  }

  /// Appends what was written to what another has written.
  public void copyTo(ProtoWriter target) {
    target.raw(bytes, 0, size);
  }

  /// Forgets what was written and keeps the room.
  public void clear() {
    size = 0;
  }

  /// Forgets what was written behind a size that there was before.
  public void rewind(int earlierSize) {
    Objects.checkIndex(earlierSize, size + 1);
    size = earlierSize;
  }

  /// Starts a field that holds a message; returns what [#end(int)] needs.
  public int begin(int tag) {
    varint(Integer.toUnsignedLong(tag));
    room(1);
    return ++size;
  }

  /// Ends the message that started at `mark`. One byte was left for its length; a longer length
  /// moves the message, which costs less than measuring every message before it is written.
  public void end(int mark) {
    int length = size - mark;
    int more = lengthOfVarint(length) - 1;
    if (more > 0) {
      room(more);
      System.arraycopy(bytes, mark, bytes, mark + more, length);
    }
    size = mark - 1;
    varint(length);
    size += length;
  }

  public void varint(int tag, long value) {
    room(2 * MAX_VARINT);
    size = put(put(size, Integer.toUnsignedLong(tag)), value);
  }

  public void fixed64(int tag, long value) {
    room(MAX_VARINT + Long.BYTES);
    int at = put(size, Integer.toUnsignedLong(tag));
    LONGS.set(bytes, at, value);
    size = at + Long.BYTES;
  }

  public void fixed32(int tag, int value) {
    room(MAX_VARINT + Integer.BYTES);
    int at = put(size, Integer.toUnsignedLong(tag));
    INTS.set(bytes, at, value);
    size = at + Integer.BYTES;
  }

  /// A field of eight bytes, the highest first.
  public void bigEndian(int tag, long value) {
    room(2 * MAX_VARINT + Long.BYTES);
    int at = put(put(size, Integer.toUnsignedLong(tag)), Long.BYTES);
    BIG_ENDIAN.set(bytes, at, value);
    size = at + Long.BYTES;
  }

  /// A field of sixteen bytes, the highest first.
  public void bigEndian(int tag, long high, long low) {
    room(2 * MAX_VARINT + 2 * Long.BYTES);
    int at = put(put(size, Integer.toUnsignedLong(tag)), 2 * Long.BYTES);
    BIG_ENDIAN.set(bytes, at, high);
    BIG_ENDIAN.set(bytes, at + Long.BYTES, low);
    size = at + 2 * Long.BYTES;
  }

  public void text(int tag, String text) {
    bytes(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(int tag, byte[] source) {
    bytes(tag, source, 0, source.length);
  }

  public void bytes(int tag, byte[] source, int offset, int length) {
    room(Math.addExact(length, 2 * MAX_VARINT));
    int at = put(put(size, Integer.toUnsignedLong(tag)), length);
    System.arraycopy(source, offset, bytes, at, length);
    size = at + length;
  }

  /// Copies bytes that are encoded already.
  public void raw(byte[] source, int offset, int length) {
    room(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  public void varint(long value) {
    room(MAX_VARINT);
    size = put(size, value);
  }

  /// Writes a varint where there is room for it; returns where it ends.
  private int put(int from, long value) {
    byte[] to = bytes;
    int at = from;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    return at;
  }

  /// How many bytes a field takes that has so many, if its number is below 16.
  public static int sizeOf(int length) {
    return 1 + lengthOfVarint(length) + length;
  }

  private static int lengthOfVarint(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void room(int count) {
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
    }
  }
}
