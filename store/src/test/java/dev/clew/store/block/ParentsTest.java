package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.CorruptBlockException;
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

  @ParameterizedTest
  @MethodSource("seeds")
  void decode_whatWasEncoded_givesItBack(int seed) throws CorruptBlockException {
    var random = new SplittableRandom(seed);
    int count = random.nextInt(1, 300);
    long[] ids = random.longs(count, 1, random.nextInt(2, 1000)).toArray();
    long[] parents = random.longs(count, 0, 1000).toArray();

    assertThat(Parents.decode(Sources.of(encoded(parents, ids)), ids)).isEqualTo(parents);
    assertThat(Parents.decode(Sources.of(encodedBytewise(parents, ids)), ids)).isEqualTo(parents);
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

    assertThatThrownBy(() -> Parents.decode(Sources.of(out), new long[] {1, 2}))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessageContaining("5 rows away");
  }
}
