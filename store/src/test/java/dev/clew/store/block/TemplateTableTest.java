package dev.clew.store.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTableTest {
  private final ValueSplitter splitter = new ValueSplitter();
  private final TemplateTable table = new TemplateTable();

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  private int code(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    splitter.start(1);
    splitter.split(bytes, 0, bytes.length);
    return table.code(splitter);
  }

  private List<Integer> codes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(at -> code("x".repeat(at % 20) + "y".repeat(at / 20)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cut_newTemplates_leavesTheOthersAsTheyWere(int seed) {
    var random = new SplittableRandom(seed);
    int kept = random.nextInt(1, 200);
    codes(0, kept);
    for (int round = 0; round < 5; round++) {
      codes(kept, kept + random.nextInt(1, 300));

      table.cut(kept);

      assertThat(table.size()).isEqualTo(kept);
      assertThat(codes(0, kept)).isEqualTo(IntStream.range(0, kept).boxed().toList());
      assertThat(table.size()).isEqualTo(kept);
    }
  }
}
