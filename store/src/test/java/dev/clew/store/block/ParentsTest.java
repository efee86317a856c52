package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParentsTest {
  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  private static ByteSink encoded(long[] parents, long[] spanIds) {
    var out = new ByteSink();
    encode(parents, spanIds, out, new ByteSink());
    return out;
  }

  private static ByteSink encodedBytewise(long[] parents, long[] spanIds) {
    var out = new ByteSink();
    encode(parents, spanIds, new ByteSink(), out);
    return out;
  }

  private static void encode(long[] parents, long[] spanIds, ByteSink tight, ByteSink bytewise) {
    int count = parents.length;
    Parents.encode(
        NumberRun.of(parents, 0, count),
        NumberRun.of(spanIds, 0, count),
        new IdTable(),
        tight,
        bytewise);
  }

  private static long[] decoded(ByteSink encoded, Slice rows, long[] ids) throws IOException {
    return Parents.decode(
        Sources.of(encoded), rows, asked -> Arrays.copyOfRange(ids, asked.from(), asked.to()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncoded_givesItBack(int seed) throws IOException {
    var random = new SplittableRandom(seed);
    int count = random.nextInt(1, 300);
    long[] ids = random.longs(count, 1, random.nextInt(2, 1000)).toArray();
    long[] parents = random.longs(count, 0, 1000).toArray();

    int from = random.nextInt(count + 1);
    var part = new Slice(count, from, random.nextInt(from, count + 1));

    assertThat(decoded(encoded(parents, ids), Slice.all(count), ids)).isEqualTo(parents);
    assertThat(decoded(encodedBytewise(parents, ids), Slice.all(count), ids)).isEqualTo(parents);
    assertThat(decoded(encoded(parents, ids), part, ids))
        .isEqualTo(Arrays.copyOfRange(parents, from, part.to()));
  }

  @Test
  void encode_parentsInThePage_takesLittle() {
    long[] ids = new SplittableRandom(1).longs(1000).toArray();
    long[] parents = LongStream.range(0, 1000).map(at -> at == 0 ? 0 : ids[(int) at - 1]).toArray();

    assertThat(encoded(parents, ids).size()).isLessThan(300);
  }

  @Test
  void decode_parentOutsideThePage_isRefused() {
    var out = new ByteSink();
    Numbers.encode(new long[] {0, 2 + (5 << 1)}, 2, out);
    Numbers.encode(new long[0], 0, out);

    assertThatThrownBy(() -> decoded(out, Slice.all(2), new long[] {1, 2}))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("5 rows away");
  }
}
