package dev.clew.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FanoutTest {
  @Test
  void calls_waitingForEachOther_runSideBySide() throws Exception {
    CyclicBarrier meeting = new CyclicBarrier(2);
    Callable<Integer> call = () -> meeting.await(10, TimeUnit.SECONDS);

    assertThat(Fanout.all(List.of(call, call))).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void call_failing_failsTheWholeWithItsOwnException() {
    Callable<String> call =
        () -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> Fanout.all(List.of(call)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }
}
