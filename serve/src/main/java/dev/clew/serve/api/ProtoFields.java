package dev.clew.serve.api;

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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// The fields of a small protobuf message that somebody asks with, by their numbers; of one that
/// came twice the last. Zero is what was not said.
///
/// Owned by one thread.
public final class ProtoFields {
  private static final int MOST = 10_000;

  private final Map<Integer, List<Long>> numbers = new HashMap<>();
  private final Map<Integer, List<byte[]>> bytes = new HashMap<>();

  private ProtoFields() {}

  public static ProtoFields read(byte[] message) {
    var fields = new ProtoFields();
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
        case WireType.VARINT -> add(tag >>> 3, in.varint());
        case WireType.FIXED64 -> add(tag >>> 3, in.fixed64());
        case WireType.LENGTH -> {
          int length = in.length();
          int from = in.position();
          in.advance(length);
          bytes
              .computeIfAbsent(tag >>> 3, _ -> new ArrayList<>(1))
              .add(Arrays.copyOfRange(message, from, from + length));
        }
        default -> in.skip(tag);
      }
    }
  }

  private void add(int field, long number) {
    numbers.computeIfAbsent(field, _ -> new ArrayList<>(1)).add(number);
  }

  /// True where a field was said, even if it is empty.
  public boolean has(int field) {
    return numbers.containsKey(field) || bytes.containsKey(field);
  }

  /// A number that is not zero.
  public OptionalLong number(int field) {
    long number = numbers.getOrDefault(field, List.of(0L)).getLast();
    return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /// The same for 32 bits without a sign.
  public OptionalLong small(int field) {
    OptionalLong number = number(field);
    return number.isEmpty() ? number : OptionalLong.of(number.getAsLong() & 0xFFFF_FFFFL);
  }

  /// A number with a fraction; 0 where none was said.
  public double real(int field) {
    return Double.longBitsToDouble(number(field).orElse(0));
  }

  /// All numbers of a field, whether they came packed or one by one.
  public List<Long> numbers(int field) {
    var all = new ArrayList<>(numbers.getOrDefault(field, List.of()));
    for (byte[] each : bytes.getOrDefault(field, List.of())) {
      var in = new ProtoReader(each, 0, each.length);
      try {
        while (in.hasMore()) {
          all.add(in.varint());
        }
      } catch (MalformedException e) {
        throw RequestException.bad("malformed message: " + e.getMessage());
      }
    }
    return all;
  }

  /// All texts of a field.
  public List<String> allTexts(int field) {
    return bytes.getOrDefault(field, List.of()).stream()
        .map(each -> new String(each, StandardCharsets.UTF_8))
        .toList();
  }

  public boolean flag(int field) {
    return number(field).isPresent();
  }

  /// Empty where there are none.
  public byte[] bytes(int field) {
    List<byte[]> all = bytes.getOrDefault(field, List.of());
    return all.isEmpty() ? new byte[0] : all.getLast();
  }

  public String text(int field) {
    return new String(bytes(field), StandardCharsets.UTF_8);
  }

  /// All messages of a field.
  public List<ProtoFields> all(int field) {
    return bytes.getOrDefault(field, List.of()).stream().map(ProtoFields::read).toList();
  }

  public Optional<ProtoFields> message(int field) {
    return bytes.containsKey(field) ? Optional.of(read(bytes(field))) : Optional.empty();
  }

  /// A map from text to text.
  public Map<String, String> texts(int field) {
    var texts = new LinkedHashMap<String, String>();
    for (byte[] each : bytes.getOrDefault(field, List.of())) {
      ProtoFields entry = read(each);
      texts.put(entry.text(1), entry.text(2));
    }
    return texts;
  }

  /// The nanoseconds of a timestamp or a duration; those too many to count are the most.
  public Optional<Long> nanos(int field) {
    return message(field)
        .map(time -> {
          long seconds = TimeUnit.SECONDS.toNanos(time.number(1).orElse(0));
          long nanos = (int) time.number(2).orElse(0);
          long sum = seconds + nanos;
          boolean isOver = ((seconds ^ sum) & (nanos ^ sum)) < 0;
          return isOver ? (seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
        });
  }
}
