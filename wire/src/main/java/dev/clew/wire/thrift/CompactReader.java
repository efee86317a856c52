package dev.clew.wire.thrift;

import dev.clew.wire.proto.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads Thrift's compact protocol: numbers as varints, field ids as distances, bools within the
/// type.
public final class CompactReader extends ThriftReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte PROTOCOL = (byte) 0x82;
  private static final int VERSION = 1;
  private static final int LONG_FORM = 15;
  private static final int TRUE = 1;
  private static final int NO_TYPE = -1;
  // Its types 0 to 12 by the numbers of the binary protocol; 1 and 2 are true and false.
  private static final int[] TYPES = {
    ThriftType.STOP,
    ThriftType.BOOL,
    ThriftType.BOOL,
    ThriftType.BYTE,
    ThriftType.I16,
    ThriftType.I32,
    ThriftType.I64,
    ThriftType.DOUBLE,
    ThriftType.STRING,
    ThriftType.LIST,
    ThriftType.SET,
    ThriftType.MAP,
    ThriftType.STRUCT
  };

  private int lastId;
  private boolean isTrue;

  public CompactReader(byte[] bytes) {
    super(bytes);
  }

  @Override
  public boolean bool() {
    return isTrue;
  }

  @Override
  public int i16() throws MalformedException {
    return (short) i64();
  }

  @Override
  public int i32() throws MalformedException {
    return (int) i64();
  }

  /// A number whose lowest bit is its sign.
  @Override
  public long i64() throws MalformedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  @Override
  public double real() throws MalformedException {
    need(Double.BYTES);
    long bits = (long) LONGS.get(bytes, position);
    position += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  @Override
  public Message message() throws MalformedException {
    byte protocol = next();
    if (protocol != PROTOCOL) {
      throw malformed(
          "message needs to start with 82, got " + Integer.toHexString(protocol & 0xff));
    }
    int head = next();
    if ((head & 0x1f) != VERSION) {
      throw malformed("message needs version 1, got " + (head & 0x1f));
    }
    varint(); // its number in the sequence
    return new Message(text(), head >> 5 & 7);
  }

  @Override
  int startStruct() {
    int outer = lastId;
    lastId = 0;
    return outer;
  }

  @Override
  void endStruct(int outer) {
    lastId = outer;
  }

  @Override
  int nextTag() throws MalformedException {
    int head = next() & 0xff;
    int type = type(head & 0xf);
    if (type == ThriftType.STOP) {
      return ThriftType.STOP;
    }
    isTrue = (head & 0xf) == TRUE;
    int distance = head >> 4;
    lastId = distance == 0 ? i16() : (short) (lastId + distance);
    return ThriftType.tag(lastId, type);
  }

  private int type(int number) throws MalformedException {
    if (number >= TYPES.length) {
      throw malformed("type needs 0 to 12, got " + number);
    }
    return TYPES[number];
  }

  @Override
  Elements elements() throws MalformedException {
    int head = next() & 0xff;
    int type = type(head & 0xf);
    long size = head >> 4 == LONG_FORM ? varint() : head >> 4;
    return new Elements(type, checkedSize(size, leastBytes(type)));
  }

  @Override
  Entries entries() throws MalformedException {
    long size = varint();
    if (size == 0) {
      return new Entries(NO_TYPE, NO_TYPE, 0);
    }
    int types = next() & 0xff;
    int keyType = type(types >> 4);
    int valueType = type(types & 0xf);
    int least = leastBytes(keyType) + leastBytes(valueType);
    return new Entries(keyType, valueType, checkedSize(size, least));
  }

  @Override
  void skipNumber(int type) throws MalformedException {
    varint();
  }

  @Override
  int leastBytes(int type) {
    return type == ThriftType.DOUBLE ? Double.BYTES : 1;
  }

  @Override
  int length() throws MalformedException {
    return checkedLength(varint());
  }

  private long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("varint needs at most 10 bytes, got more");
  }
}
