package dev.clew.store.block;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateChunkTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          "0",
          "00",
          "007",
          "-1",
          "1.50",
          "999999999999999999",
          "9223372036854775807",
          "12345678901234567890",
          "000000000000000000",
          "0000000000000000000",
          "deadbeef",
          "dead00beef",
          "DEAD00beef",
          "0123456789abcdef0123456789abcdef",
          "ffffffffffffffffffffffffffffff1",
          "123e4567-e89b-12d3-a456-426614174000",
          "123E4567-e89b-12d3-a456-426614174000",
          "123e4567-e89b-12d3-a456-42661417400",
          "123e4567-e89b-12d3-a456_426614174000",
          "g123e4567-e89b-12d3-a456-4266141740001",
          "1123e4567-e89b-12d3-a456-426614174000",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "\t1234567",
          "\t12345678",
          "\t\0\0\0\0\0\0\0\u0080\u00ff\u00fe",
          "\0\u0001\u0006\u00ff",
          "1 2 3 4 5 6 7 8 9 ".repeat(40),
          "12345678-1234-1234-1234-123456789abc".repeat(70),
          "a1b2c3d4e5f60718".repeat(100));

  static Stream<String> hostile() {
    return HOSTILE.stream();
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static ByteSink encoded(List<byte[]> values) {
    var bytes = new ByteSink();
    values.forEach(value -> bytes.raw(value, 0, value.length));
    long[] lengths = values.stream().mapToLong(value -> value.length).toArray();
    var out = new ByteSink();
    TemplateChunk.encode(bytes.array(), lengths, lengths.length, out);
    return out;
  }

  private static void requireSame(List<byte[]> values) throws CorruptBlockException {
    SealedDictionary.Chunk chunk = TemplateChunk.decode(Sources.of(encoded(values)), values.size());
    for (int at = 0; at < values.size(); at++) {
      assertThat(chunk.bytes(at)).isEqualTo(values.get(at));
    }
  }

  private static List<byte[]> random(SplittableRandom random) {
    return Stream.generate(() -> value(random)).limit(1 + random.nextInt(200)).toList();
  }

  /// Hostile values, whole, cut, or put together, and some that are only bytes.
  private static byte[] value(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(50)];
    random.nextBytes(bytes);
    String one = HOSTILE.get(random.nextInt(HOSTILE.size()));
    String other = HOSTILE.get(random.nextInt(HOSTILE.size()));
    return switch (random.nextInt(5)) {
      case 0 -> bytes;
      case 1 -> one.substring(random.nextInt(one.length() + 1)).getBytes(ISO_8859_1);
      case 2 -> new UUID(random.nextLong(), random.nextLong()).toString().getBytes(ISO_8859_1);
      case 3 -> ("/order/" + random.nextLong() + "/" + other).getBytes(ISO_8859_1);
      default -> (one + other).getBytes(ISO_8859_1);
    };
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void decode_oneHostileValue_givesItBack(String value) throws CorruptBlockException {
    requireSame(List.of(value.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncoded_givesItBack(int seed) throws CorruptBlockException {
    requireSame(random(new SplittableRandom(seed)));
  }

  @Test
  void decode_largeValues_givesThemBack() throws CorruptBlockException {
    var random = new SplittableRandom(1);
    byte[] bytes = new byte[1 << 20];
    random.nextBytes(bytes);

    requireSame(List.of(bytes, "7".repeat(1 << 20).getBytes(ISO_8859_1), new byte[1 << 20]));
  }

  @Test
  void encode_pathsWithRandomParts_takesLittleMoreThanTheseParts() {
    var random = new SplittableRandom(1);
    List<byte[]> values = new ArrayList<>();
    for (int at = 0; at < 1000; at++) {
      var id =
          new UUID((random.nextLong() & ~0xf000L) | 0x4000, (random.nextLong() >>> 2) | (1L << 63));
      values.add(("/order/" + id + "/" + random.nextInt(1 << 16)).getBytes(ISO_8859_1));
    }

    assertThat(encoded(values).size())
        .isBetween(1000 * (122 + 16) / 8, 1000 * (122 + 18) / 8 + 100);
  }

  @Test
  void encode_fewStackTracesAtManyTimes_takesLittleMoreThanTheTimes() {
    var random = new SplittableRandom(1);
    List<String> traces = Stream.generate(() -> stackTrace(random)).limit(10).toList();
    List<byte[]> events = new ArrayList<>();
    for (int at = 0; at < 1000; at++) {
      var event = new ByteSink();
      event.int8(9);
      event.int64(1_700_000_000_000_000_000L + random.nextInt());
      byte[] trace = traces.get(random.nextInt(10)).getBytes(ISO_8859_1);
      event.raw(trace, 0, trace.length);
      events.add(event.toBytes());
    }

    assertThat(encoded(events).size()).isLessThan(1000 * 5 + 10 * traces.getFirst().length());
  }

  private static String stackTrace(SplittableRandom random) {
    return Stream.generate(() -> "\n\tat invoke%d(Test.java:%d)")
        .limit(20)
        .map(frame -> frame.formatted(random.nextInt(40), random.nextInt(400)))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_bytesCutShort_isRefused(int seed) {
    List<byte[]> values = random(new SplittableRandom(seed));
    byte[] bytes = encoded(values).toBytes();

    for (int length = 0; length < bytes.length; length += 1 + length / 50) {
      ByteSource in = Sources.of(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TemplateChunk.decode(in, values.size()))
          .isInstanceOf(CorruptBlockException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_bytesChanged_givesValuesOrIsRefused(int seed) {
    var random = new SplittableRandom(seed);
    List<byte[]> values = random(random);
    byte[] bytes = encoded(values).toBytes();
    for (int round = 0; round < 50; round++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      requireValuesOrRefusal(changed, values.size());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_randomBytes_givesValuesOrIsRefused(int seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      var out = new ByteSink();
      out.varint(random.nextInt(40));
      out.varint(0);
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      out.raw(bytes, 0, bytes.length);
      requireValuesOrRefusal(out.toBytes(), 20);
    }
  }

  private static void requireValuesOrRefusal(byte[] bytes, int count) {
    try {
      assertThat(TemplateChunk.decode(Sources.of(bytes), count).ends()).hasSize(count);
    } catch (CorruptBlockException e) {
      assertThat(e).hasMessageContaining("corrupt block test");
    }
  }

  /// Templates, not compressed, and what follows them.
  private static ByteSink chunk(byte[] templates, long... numbers) {
    var out = new ByteSink();
    out.varint(templates.length);
    out.varint(0);
    out.raw(templates, 0, templates.length);
    for (long number : numbers) {
      Numbers.encode(new long[] {number}, 1, out);
    }
    return out;
  }

  private static byte[] oneSlot(Slot slot, int... length) {
    var out = new ByteSink();
    out.varint(1);
    out.varint(0);
    out.int8(slot.ordinal());
    Arrays.stream(length).forEach(out::int8);
    out.varint(0);
    out.int8(Slot.END.ordinal());
    return out.toBytes();
  }

  @Test
  void decode_numberThatDoesNotFitItsSlot_isRefused() {
    for (ByteSink wrong :
        List.of(
            chunk(oneSlot(Slot.DECIMAL), 0, -1),
            chunk(oneSlot(Slot.DECIMAL), 0, 1_000_000_000_000_000_000L),
            chunk(oneSlot(Slot.DIGITS, 2), 0, 100),
            chunk(oneSlot(Slot.DIGITS, 19), 0, 1),
            chunk(oneSlot(Slot.HEX, 2), 0, 256),
            chunk(oneSlot(Slot.HEX, 0), 0, 0),
            chunk(oneSlot(Slot.HEX, 17), 0, 0),
            chunk(oneSlot(Slot.DECIMAL), 1, 0))) {
      assertThatThrownBy(() -> TemplateChunk.decode(Sources.of(wrong), 1))
          .isInstanceOf(CorruptBlockException.class);
    }
  }

  @Test
  void decode_smallChunkOfHugeValues_isRefused() {
    var templates = new ByteSink();
    templates.varint(1);
    templates.varint(1 << 20);
    templates.raw(new byte[1 << 20], 0, 1 << 20);
    templates.int8(Slot.END.ordinal());
    var out = new ByteSink();
    CompressedBytes.write(templates, out);
    Numbers.encode(new long[100], 100, out);

    assertThatThrownBy(() -> TemplateChunk.decode(Sources.of(out), 100))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("bytes, has more");
  }
}
