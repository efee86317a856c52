package dev.clew.wire.proto;

/// How the content of a field is encoded: the lower three bits of its tag.
public final class WireType {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH = 2;
  public static final int START_GROUP = 3;
  public static final int END_GROUP = 4;
  public static final int FIXED32 = 5;

  private WireType() {}

  static int of(int tag) {
    return tag & 7;
  }
}
