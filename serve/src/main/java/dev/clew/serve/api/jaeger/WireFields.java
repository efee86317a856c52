package dev.clew.serve.api.jaeger;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The fields of a small protobuf message that somebody asks with, by their numbers.
///
/// Owned by one thread.
final class WireFields {
  private static final int TYPE_BITS = 3;
  private static final int TYPE = (1 << TYPE_BITS) - 1;

  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, List<byte[]>> bytes = new HashMap<>();

  private WireFields() {}

  static WireFields read(byte[] message) {
    var fields = new WireFields();
    try {
      var in = new ProtoReader(message, 0, message.length);
      while (in.hasMore()) {
        int tag = in.tag();
        fields.take(in, message, tag);
      }
    } catch (MalformedException e) {
      throw RequestException.bad("the message needs to be protobuf: " + e.getMessage());
    }
    return fields;
  }

  private void take(ProtoReader in, byte[] message, int tag) throws MalformedException {
    int number = tag >>> TYPE_BITS;
    switch (tag & TYPE) {
      case WireType.VARINT -> numbers.put(number, in.varint());
      case WireType.LENGTH -> {
        int length = in.length();
        byte[] value = Arrays.copyOfRange(message, in.position(), in.position() + length);
        in.advance(length);
        bytes.computeIfAbsent(number, _ -> new ArrayList<>(1)).add(value);
      }
      default -> in.skip(tag);
    }
  }

  /// A number, or 0.
  long number(int field) {
    return numbers.getOrDefault(field, 0L);
  }

  /// A text, or an empty one.
  String text(int field) {
    List<byte[]> values = bytes.getOrDefault(field, List.of());
    return values.isEmpty() ? "" : new String(values.getLast(), StandardCharsets.UTF_8);
  }

  Optional<WireFields> message(int field) {
    List<byte[]> values = bytes.getOrDefault(field, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(read(values.getLast()));
  }

  /// A map of texts.
  Map<String, String> texts(int field) {
    var texts = new LinkedHashMap<String, String>();
    for (byte[] entry : bytes.getOrDefault(field, List.of())) {
      WireFields pair = read(entry);
      texts.put(pair.text(1), pair.text(2));
    }
    return texts;
  }

  /// The nanoseconds of a timestamp or a duration; those too many to count are the most.
  Optional<Long> nanos(int field) {
    return message(field)
        .map(time -> {
          long seconds = TimeUnit.SECONDS.toNanos(time.number(1));
          boolean isMost = seconds == Long.MAX_VALUE || seconds == Long.MIN_VALUE;
          return isMost ? seconds : seconds + (int) time.number(2);
        });
  }
}
