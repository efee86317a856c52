package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumberReaderTest {
  private interface Encoder {
    void encode(long[] values, int count, ByteSink out);
  }

  private static final List<Encoder> ENCODERS =
      List.of(
          Numbers::encode,
          (values, count, out) -> Numbers.encodeBytewise(NumberRun.of(values, 0, count), out),
          Numbers::encodeSmallest);

  static IntStream seeds() {
    return IntStream.range(0, 600);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_partOfARun_givesThatPartAndPassesOverAll(int seed) throws CorruptBlockException {
    var random = new SplittableRandom(seed);
    long[] numbers = NumbersTest.numbers(random);
    int from = random.nextInt(numbers.length + 1);
    int to = random.nextInt(from, numbers.length + 1);
    for (Encoder encoder : ENCODERS) {
      var out = new ByteSink();
      encoder.encode(numbers, numbers.length, out);
      ByteSource in = Sources.of(out);

      long[] part = NumberReader.read(in, new Slice(numbers.length, from, to));

      assertThat(part).isEqualTo(Arrays.copyOfRange(numbers, from, to));
      assertThat(in.remaining()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pick_somePlaces_givesTheirNumbersAndPassesOverAll(int seed) throws CorruptBlockException {
    var random = new SplittableRandom(seed);
    long[] few = NumbersTest.numbers(random);
    long[] numbers = Arrays.copyOf(few, few.length + 1);
    int[] places =
        random.ints(1 + random.nextInt(9), 0, numbers.length).sorted().distinct().toArray();
    for (Encoder encoder : ENCODERS) {
      var out = new ByteSink();
      encoder.encode(numbers, numbers.length, out);
      ByteSource in = Sources.of(out);
      long[] picked = new long[places.length];

      NumberReader.pick(in, numbers.length, places, picked);

      assertThat(picked).isEqualTo(Arrays.stream(places).mapToLong(at -> numbers[at]).toArray());
      assertThat(in.remaining()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_nothing_passesOverAll(int seed) throws CorruptBlockException {
    long[] numbers = NumbersTest.numbers(new SplittableRandom(seed));
    for (Encoder encoder : ENCODERS) {
      var out = new ByteSink();
      encoder.encode(numbers, numbers.length, out);
      ByteSource in = Sources.of(out);

      assertThat(NumberReader.read(in, new Slice(numbers.length, 0, 0))).isEmpty();
      assertThat(in.remaining()).isZero();
    }
  }
}
