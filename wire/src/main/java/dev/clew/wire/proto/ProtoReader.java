package dev.clew.wire.proto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/// Reads protobuf fields out of an array; never looks past its limit, never trusts a length.
///
/// Owned by one thread. A message in a message is read between [#enter()] and [#leave(int)].
public final class ProtoReader {
  private static final int MAX_GROUP_DEPTH = 32;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int limit;

  public ProtoReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    window(from, to);
  }

  /// Goes on at `from`, up to `to`.
  public void window(int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    position = from;
    limit = to;
  }

  public int position() {
    return position;
  }

  /// Where the message that is being read ends.
  public int limit() {
    return limit;
  }

  public boolean hasMore() {
    return position < limit;
  }

  /// Reads a length and narrows the reading to that many bytes; returns what [#leave(int)] needs.
  public int enter() throws MalformedException {
    int outer = limit;
    limit = length() + position;
    return outer;
  }

  /// Goes on behind the message that was entered.
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /// The next field's number and wire type, as encoded.
  public int tag() throws MalformedException {
    if (position < limit) {
      int first = bytes[position];
      if (first > 7) {
        position++;
        return first;
      }
    }
    return longTag();
  }

  private int longTag() throws MalformedException {
    int at = position;
    long tag = varint();
    if (tag >>> 32 != 0 || tag >>> 3 == 0) {
      throw new MalformedException("field number needs 1 to 2^29-1, got tag " + tag, at);
    }
    return (int) tag;
  }

  public long varint() throws MalformedException {
    if (position < limit) {
      byte first = bytes[position];
      if (first >= 0) {
        position++;
        return first;
      }
    }
    return longVarint();
  }

  private long longVarint() throws MalformedException {
    int from = position;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      need(1);
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("varint needs at most 10 bytes, got more", from);
  }

  public int int32() throws MalformedException {
    return (int) varint();
  }

  public long fixed64() throws MalformedException {
    need(8);
    long value = (long) LONGS.get(bytes, position);
    position += 8;
    return value;
  }

  public int fixed32() throws MalformedException {
    need(4);
    int value = (int) INTS.get(bytes, position);
    position += 4;
    return value;
  }

  /// The length of what follows, which is all there.
  public int length() throws MalformedException {
    int at = position;
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw new MalformedException(
          "length must fit in the "
              + (limit - position)
              + " bytes that are left, got "
              + Long.toUnsignedString(length),
          at);
    }
    return (int) length;
  }

  /// Passes over bytes of a length that [#length()] has given.
  public void advance(int count) throws MalformedException {
    need(count);
    position += count;
  }

  /// Passes over the content of a field whose tag was just read.
  public void skip(int tag) throws MalformedException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws MalformedException {
    switch (WireType.of(tag)) {
      case WireType.VARINT -> varint();
      case WireType.FIXED64 -> advance(8);
      case WireType.LENGTH -> advance(length());
      case WireType.FIXED32 -> advance(4);
      case WireType.START_GROUP -> skipGroup(tag >>> 3, depth + 1);
      default -> throw malformed("field needs wire type 0 to 3 or 5, got " + WireType.of(tag));
    }
  }

  private void skipGroup(int number, int depth) throws MalformedException {
    if (depth > MAX_GROUP_DEPTH) {
      throw malformed("groups must not nest deeper than " + MAX_GROUP_DEPTH);
    }
    int end = number << 3 | WireType.END_GROUP;
    for (int tag = tag(); tag != end; tag = tag()) {
      skip(tag, depth);
    }
  }

  private void need(int count) throws MalformedException {
    if (count > limit - position) {
      throw malformed("message needs " + count + " bytes more, has " + (limit - position));
    }
  }

  private MalformedException malformed(String message) {
    return new MalformedException(message, position);
  }
}
