package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.wire.otlp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrowingDictionaryTest {
  private final MemoryMeter meter = new MemoryMeter();
  private final GrowingDictionary dictionary = new GrowingDictionary(meter);

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  private int code(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return dictionary.code(bytes, 1, bytes.length - 2);
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  /// Texts of all lengths, alike at their starts and ends.
  private static String text(SplittableRandom random, int kinds) {
    int number = random.nextInt(kinds);
    return "x".repeat(number % 90) + number + "y".repeat(number % 11);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void code_anyValues_givesEachANumberOfItsOwn(int seed) {
    var random = new SplittableRandom(seed);
    int kinds = 1 << random.nextInt(1, 15);
    var codes = new HashMap<String, Integer>();

    for (int i = 0; i < 5_000; i++) {
      codes.computeIfAbsent(text(random, kinds), this::code);
    }

    codes.forEach((text, code) -> assertThat(code(text)).isEqualTo(code));
    assertThat(codes.values()).containsExactlyInAnyOrderElementsOf(range(codes.size()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void encode_anyValues_givesTheCodesOfEach(int seed) {
    var random = new SplittableRandom(seed);
    int kinds = 1 << random.nextInt(1, 15);
    var other = new GrowingDictionary(meter);

    for (int i = 0; i < 20; i++) {
      var texts = Stream.generate(() -> text(random, kinds)).limit(random.nextInt(300)).toList();
      byte[] bytes = String.join("", texts).getBytes(StandardCharsets.UTF_8);
      long[] encoded = slices(texts);
      long[] expected =
          LongStream.of(encoded)
              .map(slice -> other.code(bytes, Slice.offset(slice), Slice.length(slice)))
              .toArray();
      dictionary.encode(bytes, encoded, encoded.length);
      assertThat(encoded).isEqualTo(expected);
    }
  }

  private static long[] slices(List<String> texts) {
    long[] slices = new long[texts.size()];
    int from = 0;
    for (int at = 0; at < slices.length; at++) {
      slices[at] = Slice.of(from, texts.get(at).length());
      from += texts.get(at).length();
    }
    return slices;
  }

  @Test
  void snapshot_whileTheDictionaryGrows_givesWhatWasThere() {
    var texts = new ArrayList<String>();
    var snapshots = new ArrayList<GrowingDictionary.Snapshot>();

    for (int i = 0; i < 20_000; i++) {
      texts.add("value " + i);
      code(texts.getLast());
      if (i % 1000 == 0) {
        snapshots.add(dictionary.snapshot());
      }
    }

    for (GrowingDictionary.Snapshot each : snapshots) {
      assertThat(IntStream.range(0, each.size()).mapToObj(each::text).toList())
          .isEqualTo(texts.subList(0, each.size()));
    }
  }

  @Test
  void code_longValues_areKeptWhole() {
    String large = "z".repeat(1 << 20);

    assertThat(code("a")).isZero();
    assertThat(code(large)).isOne();
    assertThat(code(large.substring(1))).isEqualTo(2);
    assertThat(dictionary.snapshot().text(1)).isEqualTo(large);
    assertThat(dictionary.snapshot().text(2)).isEqualTo(large.substring(1));
  }

  @Test
  void bytes_manyValues_takeLittleMoreThanTheirText() {
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      code(String.format("%036d", i));
    }

    assertThat(meter.bytes() / count).isBetween(36L + 8 + 4, 36L + 8 + 4 * 3);
  }
}
