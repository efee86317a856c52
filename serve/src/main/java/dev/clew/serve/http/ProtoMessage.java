package dev.clew.serve.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds one small protobuf message, a field after the other; zeroes and empty texts are left out.
public final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public ProtoMessage number(int field, long value) {
    if (value != 0) {
      varint((long) field << 3 | VARINT);
      varint(value);
    }
    return this;
  }

  public ProtoMessage text(int field, String value) {
    return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  private ProtoMessage bytes(int field, byte[] value) {
    varint((long) field << 3 | BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }
}
