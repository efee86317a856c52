package dev.clew.wire.thrift;

import dev.clew.wire.proto.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads Thrift's binary protocol: numbers of fixed size, the highest byte first.
public final class BinaryReader extends ThriftReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int VERSION = 0x8001;

  public BinaryReader(byte[] bytes) {
    super(bytes);
  }

  @Override
  public boolean bool() throws MalformedException {
    return next() != 0;
  }

  @Override
  public int i16() throws MalformedException {
    need(Short.BYTES);
    return (short) (next() << 8 | (next() & 0xff));
  }

  @Override
  public int i32() throws MalformedException {
    need(Integer.BYTES);
    int value = (int) INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  @Override
  public long i64() throws MalformedException {
    need(Long.BYTES);
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  @Override
  public double real() throws MalformedException {
    return Double.longBitsToDouble(i64());
  }

  /// Of either form: with a version first, or the older one without.
  @Override
  public Message message() throws MalformedException {
    int first = i32();
    if (first >= 0) {
      position -= Integer.BYTES;
      String name = text();
      int type = next();
      i32(); // its number in the sequence
      return new Message(name, type);
    }
    if (first >>> 16 != VERSION) {
      throw malformed("message needs version 1, got " + Integer.toHexString(first >>> 16));
    }
    String name = text();
    i32();
    return new Message(name, first & 0xff);
  }

  @Override
  int startStruct() {
    return 0; // field ids stand alone
  }

  @Override
  void endStruct(int outer) {}

  @Override
  int nextTag() throws MalformedException {
    int type = next() & 0xff;
    return type == ThriftType.STOP ? ThriftType.STOP : ThriftType.tag(i16(), type);
  }

  @Override
  Elements elements() throws MalformedException {
    int type = next();
    return new Elements(type, checkedSize(i32(), leastBytes(type)));
  }

  @Override
  Entries entries() throws MalformedException {
    int keyType = next();
    int valueType = next();
    int least = leastBytes(keyType) + leastBytes(valueType);
    return new Entries(keyType, valueType, checkedSize(i32(), least));
  }

  @Override
  void skipNumber(int type) throws MalformedException {
    advance(leastBytes(type));
  }

  @Override
  int leastBytes(int type) throws MalformedException {
    return switch (type) {
      case ThriftType.BOOL, ThriftType.BYTE, ThriftType.STRUCT -> 1;
      case ThriftType.I16 -> 2;
      case ThriftType.I32, ThriftType.STRING -> 4;
      case ThriftType.LIST, ThriftType.SET -> 5;
      case ThriftType.MAP -> 6;
      case ThriftType.I64, ThriftType.DOUBLE -> 8;
      default -> 1; // of an empty list, which may say anything
    };
  }

  @Override
  int length() throws MalformedException {
    return checkedLength(i32());
  }
}
