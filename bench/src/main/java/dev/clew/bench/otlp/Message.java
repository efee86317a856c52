package dev.clew.bench.otlp;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.WireType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The numbers and byte strings of one small protobuf message by field number; of a field that
/// stands there twice, the last.
final class Message {
  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, byte[]> strings = new HashMap<>();

  Message(byte[] bytes) throws MalformedException {
    ProtoReader in = new ProtoReader(bytes, 0, bytes.length);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag & 7) {
        case WireType.VARINT -> numbers.put(tag >>> 3, in.varint());
        case WireType.LENGTH -> {
          int length = in.length();
          int from = in.position();
          in.advance(length);
          strings.put(tag >>> 3, Arrays.copyOfRange(bytes, from, from + length));
        }
        default -> in.skip(tag);
      }
    }
  }

  /// A number; 0 when it is not there, as protobuf has it.
  long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  String text(int field) {
    return new String(bytes(field), StandardCharsets.UTF_8);
  }

  Message message(int field) throws MalformedException {
    return new Message(bytes(field));
  }

  private byte[] bytes(int field) {
    return strings.getOrDefault(field, new byte[0]);
  }
}
