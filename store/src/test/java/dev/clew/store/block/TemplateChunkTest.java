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

  /// A chunk and the templates it refers to.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Encoded(byte[] templates, byte[] chunk) {
    static Encoded of(List<byte[]> values) {
      var table = new TemplateTable();
      byte[] chunk = encodedChunk(table, values);
      var templates = new ByteSink();
      table.write(templates);
      return new Encoded(templates.toBytes(), chunk);
    }

    int size() {
      return templates.length + chunk.length;
    }

    SealedDictionary.Chunk decode(int count) throws CorruptBlockException {
      return decode(Slice.all(count));
    }

    SealedDictionary.Chunk decode(Slice slice) throws CorruptBlockException {
      return TemplateReader.read(Sources.of(chunk), slice, Templates.read(Sources.of(templates)));
    }
  }

  private static byte[] encodedChunk(TemplateTable table, List<byte[]> values) {
    var bytes = new ByteSink();
    values.forEach(value -> bytes.raw(value, 0, value.length));
    long[] lengths = values.stream().mapToLong(value -> value.length).toArray();
    var chunk = new TemplateChunk(table);
    chunk.split(bytes.array(), lengths, lengths.length);
    var out = new ByteSink();
    chunk.write(out);
    return out.toBytes();
  }

  private static void requireSame(List<byte[]> values) throws CorruptBlockException {
    Encoded encoded = Encoded.of(values);
    requireSame(values, encoded.decode(values.size()));
    int from = values.size() / 3;
    int to = values.size() - values.size() / 4;
    requireSame(values.subList(from, to), encoded.decode(new Slice(values.size(), from, to)));
  }

  private static void requireSame(List<byte[]> values, SealedDictionary.Chunk chunk) {
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

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_chunksThatShareTemplates_givesTheirValuesBack(int seed) throws CorruptBlockException {
    var random = new SplittableRandom(seed);
    var table = new TemplateTable();
    List<List<byte[]>> chunks = Stream.generate(() -> random(random)).limit(4).toList();
    List<byte[]> encoded = chunks.stream().map(values -> encodedChunk(table, values)).toList();
    var texts = new ByteSink();
    table.write(texts);
    Templates templates = Templates.read(Sources.of(texts));

    for (int at = 0; at < 4; at++) {
      ByteSource in = Sources.of(encoded.get(at));
      requireSame(
          chunks.get(at), TemplateReader.read(in, Slice.all(chunks.get(at).size()), templates));
    }
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

    assertThat(Encoded.of(values).size())
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

    assertThat(Encoded.of(events).size()).isLessThan(1000 * 5 + 10 * traces.getFirst().length());
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
    Encoded whole = Encoded.of(values);

    for (int cut = 1; cut <= whole.chunk.length; cut += 1 + cut / 50) {
      var shorter =
          new Encoded(whole.templates, Arrays.copyOf(whole.chunk, whole.chunk.length - cut));
      assertThatThrownBy(() -> shorter.decode(values.size()))
          .isInstanceOf(CorruptBlockException.class);
    }
    for (int cut = 1; cut <= whole.templates.length; cut += 1 + cut / 50) {
      var shorter =
          new Encoded(Arrays.copyOf(whole.templates, whole.templates.length - cut), whole.chunk);
      assertThatThrownBy(() -> shorter.decode(values.size()))
          .isInstanceOf(CorruptBlockException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_bytesChanged_givesValuesOrIsRefused(int seed) {
    var random = new SplittableRandom(seed);
    List<byte[]> values = random(random);
    Encoded whole = Encoded.of(values);
    for (int round = 0; round < 50; round++) {
      var changed = new Encoded(whole.templates.clone(), whole.chunk.clone());
      byte[] one = random.nextBoolean() ? changed.templates : changed.chunk;
      one[random.nextInt(one.length)] ^= (byte) (1 << random.nextInt(8));
      requireValuesOrRefusal(changed, values.size());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_randomBytes_givesValuesOrIsRefused(int seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      var encoded = new Encoded(new byte[random.nextInt(80)], new byte[random.nextInt(80)]);
      random.nextBytes(encoded.templates);
      random.nextBytes(encoded.chunk);
      requireValuesOrRefusal(encoded, 20);
      requireValuesOrRefusal(new Encoded(oneSlot(Slot.DECIMAL), encoded.chunk), 20);
    }
  }

  private static void requireValuesOrRefusal(Encoded encoded, int count) {
    try {
      assertThat(encoded.decode(count).ends()).hasSize(count);
    } catch (CorruptBlockException e) {
      assertThat(e).hasMessageContaining("corrupt block test");
    }
  }

  /// Templates and the numbers that refer to them.
  private static Encoded withNumbers(byte[] templates, long... numbers) {
    var out = new ByteSink();
    for (long number : numbers) {
      Numbers.encode(new long[] {number}, 1, out);
    }
    return new Encoded(templates, out.toBytes());
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
    for (Encoded wrong :
        List.of(
            withNumbers(oneSlot(Slot.DECIMAL), 0, -1),
            withNumbers(oneSlot(Slot.DECIMAL), 0, 1_000_000_000_000_000_000L),
            withNumbers(oneSlot(Slot.DIGITS, 2), 0, 100),
            withNumbers(oneSlot(Slot.DIGITS, 19), 0, 1),
            withNumbers(oneSlot(Slot.HEX, 2), 0, 256),
            withNumbers(oneSlot(Slot.HEX, 0), 0, 0),
            withNumbers(oneSlot(Slot.HEX, 17), 0, 0),
            withNumbers(oneSlot(Slot.DECIMAL), 1, 0))) {
      assertThatThrownBy(() -> wrong.decode(1)).isInstanceOf(CorruptBlockException.class);
    }
  }

  @Test
  void decode_smallChunkOfHugeValues_isRefused() {
    var templates = new ByteSink();
    templates.varint(1);
    templates.varint(1 << 20);
    templates.raw(new byte[1 << 20], 0, 1 << 20);
    templates.int8(Slot.END.ordinal());
    var chunk = new ByteSink();
    Numbers.encode(new long[100], 100, chunk);
    var encoded = new Encoded(templates.toBytes(), chunk.toBytes());

    assertThatThrownBy(() -> encoded.decode(100))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("bytes, has more");
  }
}
