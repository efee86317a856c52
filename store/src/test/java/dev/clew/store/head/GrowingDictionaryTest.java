package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrowingDictionaryTest {
  private final HeadMemory memory = new HeadMemory(SpareMemory.none());
  private final GrowingDictionary dictionary = new GrowingDictionary(memory);

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
  void encode_anyValues_givesTheCodesOfEach(int seed) throws Exception {
    var random = new SplittableRandom(seed);
    int kinds = 1 << random.nextInt(1, 15);
    var other = new GrowingDictionary(memory);
    var known = new BatchCodes(memory);

    for (int i = 0; i < 20; i++) {
      int count = random.nextInt(300);
      SpanBatch batch =
          Batches.ofTexts(Stream.generate(() -> text(random, kinds)).limit(count).toList());
      long[] expected = IntStream.range(0, count).mapToLong(at -> code(other, batch, at)).toArray();
      long[] encoded = new long[count];
      known.start(random.nextInt(count + 1));
      dictionary.encode(batch, IntStream.range(0, count).toArray(), count, known, encoded);
      assertThat(encoded).isEqualTo(expected);
    }
  }

  private static int code(GrowingDictionary dictionary, SpanBatch batch, int attribute) {
    long value = batch.attributes().value(attribute);
    return dictionary.code(batch.bytes(), Slice.offset(value), Slice.length(value));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void look_anyValue_hasItsLengthBelow(int seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      code(text(random, 1 << 10));
    }

    GrowingDictionary.Snapshot snapshot = dictionary.snapshot();

    for (int code = 0; code < snapshot.size(); code++) {
      assertThat((int) snapshot.look(code)).isEqualTo(snapshot.length(code));
    }
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

    assertThat(memory.bytes() / count).isBetween(36L + 8 + 4, 36L + 8 + 4 * 3);
  }
}
