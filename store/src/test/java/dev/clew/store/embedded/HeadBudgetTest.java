package dev.clew.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class HeadBudgetTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final HeadBudget budget = new HeadBudget(100);

  /// Asks for room on another thread, which waits for it when this returns.
  private FutureTask<Boolean> waiting() {
    var asked = new FutureTask<>(() -> budget.awaitRoom(LONG));
    Thread thread = Thread.ofPlatform().daemon().start(asked);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return asked;
  }

  @Test
  void awaitRoom_whereThereIsSome_doesNotWait() {
    budget.add(99);

    assertThat(budget.awaitRoom(LONG)).isTrue();
  }

  @Test
  void awaitRoom_whileSpent_waitsUntilSomeIsGivenBack() throws Exception {
    budget.add(150);
    FutureTask<Boolean> asked = waiting();

    budget.add(-10);
    assertThat(asked.isDone()).isFalse();
    budget.add(-60);

    assertThat(asked.get()).isTrue();
  }

  @Test
  void awaitRoom_noneInTime_saysSo() {
    budget.add(100);

    assertThat(budget.awaitRoom(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void close_letsGoOfThoseWhoWait() throws Exception {
    budget.add(100);
    FutureTask<Boolean> asked = waiting();

    budget.close();

    assertThat(asked.get()).isFalse();
  }
}
