package dev.clew.serve.api.tempo;

import dev.clew.serve.api.RequestException;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.WireType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The fields of a small message that came, by their numbers; of one that came twice the last.
final class Fields {
  private static final int MOST = 10_000;

  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, List<byte[]>> bytes = new HashMap<>();

  private Fields() {}

  static Fields read(byte[] message) {
    var fields = new Fields();
    try {
      fields.read(message, new ProtoReader(message, 0, message.length));
    } catch (MalformedException e) {
      throw RequestException.bad("malformed message: " + e.getMessage());
    }
    return fields;
  }

  private void read(byte[] message, ProtoReader in) throws MalformedException {
    for (int count = 0; in.hasMore(); count++) {
      if (count == MOST) {
        throw RequestException.bad("malformed message: needs at most " + MOST + " fields");
      }
      int tag = in.tag();
      switch (tag & 7) {
        case WireType.VARINT -> numbers.put(tag >>> 3, in.varint());
        case WireType.LENGTH -> {
          int length = in.length();
          int from = in.position();
          in.advance(length);
          bytes
              .computeIfAbsent(tag >>> 3, _ -> new ArrayList<>())
              .add(Arrays.copyOfRange(message, from, from + length));
        }
        default -> in.skip(tag);
      }
    }
  }

  /// A number that is not zero, which stands for none.
  OptionalLong number(int field) {
    long number = numbers.getOrDefault(field, 0L);
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /// The same for 32 bits without a sign.
  OptionalLong small(int field) {
    OptionalLong number = number(field);
    return number.isEmpty() ? number : OptionalLong.of(number.getAsLong() & 0xFFFF_FFFFL);
  }

  String text(int field) {
    List<byte[]> all = bytes.getOrDefault(field, List.of());
    return all.isEmpty() ? "" : new String(all.getLast(), StandardCharsets.UTF_8);
  }

  /// A map from text to text.
  Map<String, String> texts(int field) {
    var texts = new LinkedHashMap<String, String>();
    for (byte[] each : bytes.getOrDefault(field, List.of())) {
      Fields entry = read(each);
      texts.put(entry.text(1), entry.text(2));
    }
    return texts;
  }
}
