package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// How large the cube of a block is.
class CubeSizeTest {
  private static final int SPANS = 1 << 18;

  @Test
  void bytes_cubeOfABlock_areFewASpan() {
    Cube cube = cubeOfThirtySeconds();

    byte[] bytes = cube.toBytes();
    int packed = Zstd.compress(bytes, 1).length;

    System.out.printf(
        "cube of %d spans: %d cells, %d bytes, %d packed%n",
        SPANS, cube.cells().size(), bytes.length, packed);
    assertThat(packed).isLessThan(SPANS / 2);
  }

  /// 20 services, 300 names, one in 50 fails, durations spread log-normally about 5 ms.
  private static Cube cubeOfThirtySeconds() {
    var random = new SplittableRandom(29);
    var cube = new Cube(new Words(), Cube.USUAL_LIMIT);
    for (int span = 0; span < SPANS; span++) {
      int name = Math.min(random.nextInt(300), random.nextInt(300));
      int word = cube.words().code("operation " + name);
      int service = cube.words().code("service " + name % 20);
      long nanos = (long) (5_000_000 * Math.exp(random.nextGaussian()));
      boolean hasError = random.nextInt(50) == 0;
      int tag = (name % 5 + 1) << 2 | (hasError ? 2 : 0);
      cube.add(service, word, tag, (int) (span * 3L / SPANS), nanos, hasError);
    }
    return cube;
  }
}
