package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.block.Numbers.Encoding;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumbersTest {
  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /// Numbers of some kind that a column could have.
  static long[] numbers(SplittableRandom random) {
    int count = random.nextInt(300);
    long base = random.nextLong() >> random.nextInt(64);
    int width = random.nextInt(1, 64);
    int run = random.nextInt(1, 40);
    return switch (random.nextInt(7)) {
      case 5 -> LongStream.generate(() -> base + skewed(random)).limit(count).toArray();
      case 6 ->
          LongStream.iterate(base, last -> last + skewed(random) - skewed(random))
              .limit(count)
              .toArray();
      case 0 -> LongStream.generate(() -> base).limit(count).toArray();
      case 1 -> LongStream.generate(random::nextLong).limit(count).toArray();
      case 2 ->
          LongStream.generate(() -> base + (random.nextLong() >>> width)).limit(count).toArray();
      case 3 ->
          LongStream.iterate(base, last -> last + random.nextInt(1000)).limit(count).toArray();
      default -> LongStream.range(0, count).map(at -> base * (at / run)).toArray();
    };
  }

  /// Mostly small, seldom large.
  private static long skewed(SplittableRandom random) {
    return (random.nextLong() >>> 1) >>> (63 - random.nextInt(1 + random.nextInt(63)));
  }

  private static ByteSink encoded(long... numbers) {
    var out = new ByteSink();
    Numbers.encode(numbers, numbers.length, out);
    return out;
  }

  private static Encoding encoding(long... numbers) {
    return Encoding.values()[encoded(numbers).array()[0]];
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncoded_givesItBack(int seed) throws CorruptBlockException {
    long[] numbers = numbers(new SplittableRandom(seed));
    ByteSource in = Sources.of(encoded(numbers));

    assertThat(Numbers.decode(in, numbers.length)).isEqualTo(numbers);
    assertThat(in.remaining()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncodedBytewise_givesItBack(int seed) throws CorruptBlockException {
    long[] numbers = numbers(new SplittableRandom(seed));
    var out = new ByteSink();

    Numbers.encodeBytewise(NumberRun.of(numbers, 0, numbers.length), out);

    assertThat(Numbers.decode(Sources.of(out), numbers.length)).isEqualTo(numbers);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncodedSmallest_givesItBack(int seed) throws CorruptBlockException {
    long[] numbers = numbers(new SplittableRandom(seed));
    var out = new ByteSink();

    Numbers.encodeSmallest(numbers, numbers.length, out);

    assertThat(out.size()).isLessThanOrEqualTo(encoded(numbers).size());
    ByteSource in = Sources.of(out);
    assertThat(Numbers.decode(in, numbers.length)).isEqualTo(numbers);
    assertThat(in.remaining()).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasSplit_givesItBack(int seed) throws CorruptBlockException {
    var random = new SplittableRandom(seed);
    long[] numbers = numbers(random);
    var out = new ByteSink();

    LengthSplit.encode(
        NumberRun.of(numbers, 0, numbers.length), random.nextLong() >> random.nextInt(64), out);

    long[] decoded = new long[numbers.length];
    LengthSplit.decode(Sources.of(out), Slice.all(numbers.length), decoded);
    assertThat(decoded).isEqualTo(numbers);
  }

  @Test
  void encode_fewLargeNumbersAmongSmallOnes_splitsThem() {
    var random = new SplittableRandom(1);
    long[] numbers = LongStream.generate(() -> skewed(random)).limit(4096).toArray();

    assertThat(encoding(numbers)).isEqualTo(Encoding.SPLIT);
    assertThat(encoded(numbers).size()).isLessThan(4096 * 4);
  }

  @Test
  void decode_smallFrameThatSaysItIsHuge_isRefused() {
    var out = new ByteSink();
    out.int8(Encoding.COMPRESSED.ordinal());
    out.varint(1L << 40);

    assertThatThrownBy(() -> Numbers.decode(Sources.of(out), 20))
        .isInstanceOf(CorruptBlockException.class);
  }

  @Test
  void decode_farthestNumbers_givesThemBack() throws CorruptBlockException {
    long[] numbers = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, Long.MIN_VALUE};

    assertThat(Numbers.decode(Sources.of(encoded(numbers)), 6)).isEqualTo(numbers);
  }

  @Test
  void encode_numbers_takesTheEncodingThatSuitsThem() {
    long[] random = new SplittableRandom(1).longs(100).toArray();

    assertThat(encoding()).isEqualTo(Encoding.CONSTANT);
    assertThat(encoding(7, 7, 7)).isEqualTo(Encoding.CONSTANT);
    assertThat(encoding(3, 9, 1, 4, 12, 5)).isEqualTo(Encoding.PACKED);
    assertThat(encoding(LongStream.range(0, 100).map(at -> at * 1000).toArray()))
        .isEqualTo(Encoding.DELTA);
    assertThat(encoding(LongStream.range(0, 1000).map(at -> at / 100 * 77 % 5).toArray()))
        .isEqualTo(Encoding.RUNS);
    assertThat(encoding(random)).isEqualTo(Encoding.PLAIN);
  }

  @Test
  void encode_numbersThatCountUp_takesAlmostNothing() {
    assertThat(encoded(LongStream.range(0, 100_000).toArray()).size()).isLessThan(32);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_bytesCutShort_isRefused(int seed) {
    long[] numbers = numbers(new SplittableRandom(seed));
    byte[] bytes = encoded(numbers).toBytes();

    for (int length = 0; length < bytes.length; length++) {
      ByteSource in = Sources.of(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Numbers.decode(in, numbers.length))
          .isInstanceOf(CorruptBlockException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_randomBytes_givesNumbersOrIsRefused(int seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) random.nextInt(Encoding.values().length);
      }
      try {
        assertThat(Numbers.decode(Sources.of(bytes), 20)).hasSize(20);
      } catch (CorruptBlockException e) {
        assertThat(e).hasMessageContaining("corrupt block test");
      }
    }
  }
}
