package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FuseFilterTest {
  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  private static FuseFilter filter(long... keys) {
    return FuseFilter.of(keys).orElseThrow();
  }

  private static ByteSink written(FuseFilter filter) {
    var out = new ByteSink();
    filter.write(out);
    return out;
  }

  /// Counting, all bits set from some place on, equal, apart by a power of two.
  private static long[] hostile(int kind, int count) {
    return LongStream.range(0, count)
        .map(at ->
            switch (kind) {
              case 0 -> at;
              case 1 -> -1L << (at % 64);
              case 2 -> 42;
              case 3 -> at << 48;
              case 4 -> at << 18;
              default -> at * 0x9e3779b97f4a7c15L;
            })
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mayContain_keysItWasMadeOf_isTrue(int seed) {
    var random = new SplittableRandom(seed);
    long[] keys = random.longs(random.nextInt(1 << random.nextInt(1, 15))).toArray();

    FuseFilter filter = filter(keys);

    assertThat(LongStream.of(keys)).allMatch(filter::mayContain);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void mayContain_hostileKeys_isTrue(int kind) {
    for (int count : new int[] {1, 2, 3, 10, 1000, 50_000}) {
      long[] keys = hostile(kind, count);

      assertThat(LongStream.of(keys)).allMatch(filter(keys)::mayContain);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000, 10_000, 300_000})
  void mayContain_otherKeys_isSeldomTrue(int count) {
    var random = new SplittableRandom(count);
    FuseFilter filter = filter(random.longs(count).toArray());

    long wrong = random.longs(1_000_000).filter(filter::mayContain).count();

    assertThat(wrong).isLessThanOrEqualTo(5_000);
  }

  @Test
  void of_manyKeys_takesAboutNineBitsEach() {
    FuseFilter filter = filter(new SplittableRandom(1).longs(200_000).toArray());

    assertThat(filter.byteCount() * 8.0 / 200_000).isBetween(8.5, 9.6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_whatWasWritten_saysTheSame(int seed) throws CorruptBlockException {
    var random = new SplittableRandom(seed);
    FuseFilter filter = filter(random.longs(random.nextInt(300)).toArray());

    FuseFilter read = FuseFilter.read(Sources.of(written(filter)));

    assertThat(random.longs(1000)).allMatch(key -> read.mayContain(key) == filter.mayContain(key));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_randomBytes_isRefusedOrAnswers(int seed) {
    var random = new SplittableRandom(seed);
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    if (bytes.length > 8) {
      bytes[8] %= 8;
    }
    try {
      FuseFilter filter = FuseFilter.read(Sources.of(bytes));
      random.longs(1000).forEach(filter::mayContain);
    } catch (CorruptBlockException e) {
      assertThat(e).hasMessageContaining("corrupt block test");
    }
  }

  @Test
  void read_halfASegment_isRefused() {
    ByteSink out = written(filter(1, 2, 3));
    out.int8(0);

    assertThatThrownBy(() -> FuseFilter.read(Sources.of(out)))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("three segments");
  }

  @Test
  void key_valuesThatAreAlike_differ() {
    var keys = new HashSet<Long>();
    for (int number = 0; number < 100_000; number++) {
      keys.add(FuseFilter.key(("request-" + number).getBytes(StandardCharsets.UTF_8)));
      keys.add(FuseFilter.key(number, 7));
      keys.add(FuseFilter.key(7, number));
    }
    IntStream.range(0, 100).forEach(length -> keys.add(FuseFilter.key(new byte[length])));

    assertThat(keys).hasSize(300_100 - 1);
  }
}
