package dev.clew.store.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.CompactionSettings;
import dev.clew.store.compact.CompactionPolicy.Candidate;
import dev.clew.store.compact.CompactionPolicy.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionPolicyTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final CompactionPolicy policy =
      new CompactionPolicy(
          new CompactionSettings(Duration.ofMinutes(5), Duration.ofHours(1), 1000),
          CompactionMemory.fixed() + 10_000);

  private static Candidate block(int spans, long minute) {
    return new Candidate(spans, 0, minute * MINUTE, true, true);
  }

  private static Candidate large(long bytes, long minute) {
    return new Candidate(1, bytes, minute * MINUTE, true, true);
  }

  @Test
  void due_noBlocks_isNone() {
    assertThat(policy.due(List.of(), 0)).isEmpty();
  }

  @Test
  void due_oneBlock_isNone() {
    assertThat(policy.due(List.of(block(1, 0)), 1000 * MINUTE)).isEmpty();
  }

  @Test
  void due_windowIsOver_isAllOfIt() {
    List<Candidate> blocks = List.of(block(1, 0), block(1, 30), block(1, 59));

    assertThat(policy.due(blocks, 60 * MINUTE)).isEmpty();
    assertThat(policy.due(blocks, 61 * MINUTE)).isEmpty();
    assertThat(policy.due(blocks, 64 * MINUTE)).hasValue(new Run(0, 3));
  }

  @Test
  void due_nextBlockIsBeyondTheWindow_isWhatIsWithin() {
    List<Candidate> blocks = List.of(block(1, 0), block(1, 60), block(1, 61));

    assertThat(policy.due(blocks, 66 * MINUTE)).hasValue(new Run(0, 2));
  }

  @Test
  void due_spansAreEnough_doesNotWaitForTheWindow() {
    List<Candidate> blocks = List.of(block(400, 0), block(600, 1), block(1, 2));

    assertThat(policy.due(blocks, 5 * MINUTE)).isEmpty();
    assertThat(policy.due(blocks, 6 * MINUTE)).hasValue(new Run(0, 2));
  }

  @Test
  void due_blocksThatTakeMoreMemoryThanThereIs_areNotCompactedTogether() {
    List<Candidate> blocks = List.of(large(4_000, 0), large(6_000, 1), large(1, 2), large(1, 3));

    assertThat(policy.due(blocks, 6 * MINUTE)).hasValue(new Run(0, 2));
    assertThat(policy.due(blocks.subList(2, 4), 100 * MINUTE)).hasValue(new Run(0, 2));
  }

  @Test
  void due_blockThatTakesAllMemoryAlone_staysAsItIs() {
    List<Candidate> blocks = List.of(large(10_001, 0), large(1, 1), large(10_000, 2));

    assertThat(policy.due(blocks, 100 * MINUTE)).isEmpty();
  }

  @Test
  void due_veryManyBlocks_areCompactedAtOnce() {
    List<Candidate> blocks = Collections.nCopies(300, block(1, 0));

    assertThat(policy.due(blocks, 0)).hasValue(new Run(0, 256));
  }

  @Test
  void due_largeBlockInBetween_isLeftAlone() {
    List<Candidate> blocks =
        List.of(block(1, 0), block(1, 1), block(1000, 2), block(1, 3), block(1, 4));

    assertThat(policy.due(blocks, 10 * MINUTE)).hasValue(new Run(0, 2));
    assertThat(policy.due(blocks.subList(2, 5), 70 * MINUTE)).hasValue(new Run(1, 3));
  }

  @Test
  void due_blockThatMustNotBeCompacted_endsTheRun() {
    List<Candidate> blocks =
        List.of(block(1, 0), new Candidate(1, 0, MINUTE, true, false), block(1, 2), block(1, 3));

    assertThat(policy.due(blocks, 100 * MINUTE)).hasValue(new Run(2, 4));
  }

  @Test
  void due_blockThatMustNotFollow_startsARun() {
    List<Candidate> blocks =
        List.of(block(1, 0), new Candidate(1, 0, MINUTE, false, true), block(1, 2));

    assertThat(policy.due(blocks, 100 * MINUTE)).hasValue(new Run(1, 3));
  }

  @Test
  void countDue_severalRuns_isAllTheirBlocks() {
    List<Candidate> blocks =
        List.of(block(500, 0), block(500, 0), block(900, 1), block(600, 2), block(400, 2));

    assertThat(policy.countDue(blocks, 4 * MINUTE)).isZero();
    assertThat(policy.countDue(blocks, 5 * MINUTE)).isEqualTo(2);
    assertThat(policy.countDue(blocks, 90 * MINUTE)).isEqualTo(4);
  }

  @Test
  void due_clockHasGoneBack_waits() {
    List<Candidate> blocks = List.of(block(1, 100), block(1, 101));

    assertThat(policy.due(blocks, 0)).isEmpty();
  }

  @Test
  void any_blocksOfNow_areChosen() {
    assertThat(policy.any(List.of(block(1, 0), block(1, 0)))).hasValue(new Run(0, 2));
  }

  @Test
  void due_blockEveryHalfMinuteForAWeek_leavesFewBlocks() {
    var blocks = new ArrayList<Candidate>();
    int most = 0;
    for (long half = 0; half < 7 * 24 * 120; half++) {
      long now = half * MINUTE / 2;
      blocks.add(new Candidate(3, 0, now, true, true));
      policy.due(blocks, now).ifPresent(run -> join(blocks, run));
      most = Math.max(most, blocks.size());
    }

    assertThat(most).isLessThan(320);
  }

  private static void join(List<Candidate> blocks, Run run) {
    List<Candidate> joined = blocks.subList(run.from(), run.to());
    int spans = joined.stream().mapToInt(Candidate::spans).sum();
    long created = joined.getLast().createdNanos();
    joined.clear();
    blocks.add(run.from(), new Candidate(spans, 0, created, true, false));
  }
}
