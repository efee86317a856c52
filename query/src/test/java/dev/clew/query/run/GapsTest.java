package dev.clew.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
  @Test
  void reasons_sameTwice_standOnce() {
    var gaps = new Gaps();

    gaps.addAll(List.of("a", "b", "a"));

    assertThat(gaps.reasons()).containsExactly("a", "b");
    assertThat(gaps.isEmpty()).isFalse();
  }

  @Test
  void reasons_veryMany_areCutAndSaySo() {
    var gaps = new Gaps();
    for (int reason = 0; reason < 100; reason++) {
      gaps.add("page " + reason);
    }

    assertThat(gaps.reasons()).hasSize(21).startsWith("page 0").endsWith("and more");
  }
}
