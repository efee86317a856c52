package dev.clew.store.block;

import dev.clew.model.ValueType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What an attribute that has no column of its own is called in the overflow of a block, where a
/// column of keys and one of values hold all such attributes of one kind of owner.
///
/// Encoded as a byte, the type's place in `ValueType`, plus 128 for one that is there to be found
/// only; and the name in UTF-8. A value is the bytes of a text, and eight bytes of a number, the
/// lowest first.
///
/// @param isGivenBack false for an attribute that comes back from elsewhere, such as one of an
///   event, of which the body is kept
public record OverflowKey(String name, ValueType type, boolean isGivenBack) {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final ValueType[] TYPES = ValueType.values();
  private static final int ONLY_FOUND = 128;
  private static final byte[] MARK = {0};

  public byte[] toBytes() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[1 + text.length];
    bytes[0] = (byte) (type.ordinal() | (isGivenBack ? 0 : ONLY_FOUND));
    System.arraycopy(text, 0, bytes, 1, text.length);
    return bytes;
  }

  static OverflowKey of(byte[] bytes) {
    var name = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
    return new OverflowKey(name, TYPES[bytes[0] & (ONLY_FOUND - 1)], isGivenBack(bytes));
  }

  public static boolean isGivenBack(byte[] bytes) {
    return (bytes[0] & ONLY_FOUND) == 0;
  }

  /// The name alone.
  static byte[] name(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  /// Stands among the encoded attributes of a span for the next one of its overflow.
  public static byte[] mark() {
    return MARK.clone();
  }

  public static boolean isMark(byte[] encoded) {
    return Arrays.equals(encoded, MARK);
  }

  /// A value that is held as a number.
  public static byte[] ofNumber(long number) {
    byte[] bytes = new byte[Long.BYTES];
    LONGS.set(bytes, 0, number);
    return bytes;
  }

  static long number(byte[] value) {
    return (long) LONGS.get(value, 0);
  }
}
