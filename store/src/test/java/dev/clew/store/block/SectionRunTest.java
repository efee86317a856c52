package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SectionRunTest {
  @Test
  void of_sections_givesThemBack() {
    List<Section> sections =
        List.of(new Section(100, 17, 1), new Section(117, 0, -2), new Section(117, 5_000, 3));

    assertThat(SectionRun.of(sections)).containsExactlyElementsOf(sections);
  }

  @Test
  void of_nothing_isEmpty() {
    assertThat(SectionRun.of(List.of())).isEmpty();
  }

  @Test
  void of_sectionsOfSeveralGigabytes_givesThemBack() {
    int most = Integer.MAX_VALUE;
    List<Section> sections =
        IntStream.range(0, 5).mapToObj(at -> new Section(7 + (long) at * most, most, at)).toList();

    assertThat(SectionRun.of(sections)).containsExactlyElementsOf(sections);
  }

  /// A store of a hundred million spans has a million of them, and reads a few of each column.
  @Test
  void memoryBytes_ofPagesOfAUsualColumn_isHalfOfWhatTheirFieldsTake() {
    int pages = 185;
    List<Section> sections =
        IntStream.range(0, pages).mapToObj(at -> new Section(at * 3_000L, 3_000, at)).toList();

    assertThat(SectionRun.of(sections).memoryBytes()).isLessThan(pages * 8L);
  }
}
