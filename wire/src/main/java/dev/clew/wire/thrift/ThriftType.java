package dev.clew.wire.thrift;

/// What kind of value a field holds, by the numbers of the binary protocol.
public final class ThriftType {
  public static final int STOP = 0;
  public static final int BOOL = 2;
  public static final int BYTE = 3;
  public static final int DOUBLE = 4;
  public static final int I16 = 6;
  public static final int I32 = 8;
  public static final int I64 = 10;
  public static final int STRING = 11;
  public static final int STRUCT = 12;
  public static final int MAP = 13;
  public static final int SET = 14;
  public static final int LIST = 15;

  private ThriftType() {}

  /// The tag of a field: its id and the type that its value needs to have.
  public static int tag(int id, int type) {
    return (id & 0xffff) << 8 | type;
  }

  static int ofTag(int tag) {
    return tag & 0xff;
  }
}
