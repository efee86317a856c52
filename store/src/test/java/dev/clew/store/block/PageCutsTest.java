package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PageCutsTest {
  private static int[] cuts(int... traceSizes) {
    int[] bounds = new int[traceSizes.length + 1];
    Arrays.setAll(bounds, trace -> Arrays.stream(traceSizes, 0, trace).sum());
    int[] weights = new int[bounds[traceSizes.length]];
    Arrays.fill(weights, 1);
    return PageCuts.of(bounds, weights);
  }

  @Test
  void of_noRows_hasNoPages() {
    assertThat(cuts()).containsExactly(0);
  }

  @Test
  void of_fewRows_hasOnePage() {
    assertThat(cuts(1, 2, 3)).containsExactly(0, 6);
  }

  @Test
  void of_tracesThatFillPages_cutsBetweenTraces() {
    assertThat(cuts(4000, 97, 4096, 1)).containsExactly(0, 4000, 4097, 8193, 8194);
    assertThat(cuts(4000, 96, 4000, 200)).containsExactly(0, 4096, 8096, 8296);
  }

  @Test
  void of_traceLargerThanAPage_cutsItAndStartsItOnAPageOfItsOwn() {
    assertThat(cuts(10, 9000, 5)).containsExactly(0, 10, 4106, 8202, 9015);
  }

  @Test
  void of_rowsWithManyValues_cutsEarlier() {
    int[] weights = {30_000, 30_000, 30_000, 200_000, 1};

    assertThat(PageCuts.of(new int[] {0, 1, 2, 3, 4, 5}, weights)).containsExactly(0, 2, 3, 4, 5);
    assertThat(PageCuts.of(new int[] {0, 5}, weights)).containsExactly(0, 2, 3, 4, 5);
  }
}
