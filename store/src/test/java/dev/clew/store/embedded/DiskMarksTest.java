package dev.clew.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.DiskLevel;
import dev.clew.store.DiskSettings;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskMarksTest {
  private static final long GIB = 1L << 30;
  private final DiskMarks marks = DiskMarks.of(DiskSettings.USUAL, 100 * GIB);

  private long percent(double share) {
    return (long) (share / 100 * marks.sizeBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "84, ROOMY, ROOMY",
    "85, ROOMY, EARLY",
    "83, EARLY, EARLY",
    "81, EARLY, ROOMY",
    "92, EARLY, TIGHT",
    "90, TIGHT, TIGHT",
    "88, TIGHT, EARLY",
    "95, ROOMY, FULL",
    "92.5, FULL, FULL",
    "91.5, FULL, TIGHT",
    "86, FULL, EARLY",
    "10, FULL, ROOMY"
  })
  void level_isLeftOnlyThreePointsBelow(double used, DiskLevel last, DiskLevel now) {
    assertThat(marks.level(percent(used), last)).isEqualTo(now);
  }

  @Test
  void full_ofAMediumDisk_leavesTheLeastThatMustBeFree() {
    assertThat(DiskMarks.of(DiskSettings.USUAL, 36 * GIB).fullBytes()).isEqualTo(34 * GIB);
  }

  @Test
  void full_ofASmallDisk_leavesASixteenth() {
    assertThat(DiskMarks.of(DiskSettings.USUAL, 64 << 20).fullBytes()).isEqualTo(60 << 20);
  }

  @Test
  void excess_ofOwnBytes_isAllAboveTheEarlyMark() {
    assertThat(marks.excess(90 * GIB, 90 * GIB)).isCloseTo(5 * GIB, within1Percent());
  }

  @Test
  void excess_whereOthersFillTheDisk_leavesHalfOfWhatTheyLeave() {
    assertThat(marks.excess(94 * GIB, 8 * GIB)).isCloseTo(5 * GIB, within1Percent());
    assertThat(marks.excess(87 * GIB, GIB)).isZero();
  }

  @Test
  void excess_whereOthersLeaveNothing_isNoneSinceItWouldBeInVain() {
    assertThat(marks.excess(99 * GIB, 6 * GIB)).isZero();
  }

  @Test
  void excess_belowTheEarlyMark_isNone() {
    assertThat(marks.excess(80 * GIB, 80 * GIB)).isZero();
  }

  private static Percentage within1Percent() {
    return Percentage.withPercentage(1);
  }
}
