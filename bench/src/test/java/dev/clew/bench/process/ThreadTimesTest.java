package dev.clew.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadTimesTest {
  @Test
  void work_ofAThread_isCounted() throws IOException {
    var times = new ThreadTimes(ProcessHandle.current());
    double before = times.seconds();

    long end = System.nanoTime() + 50_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }

    assertThat(times.seconds() - before).isPositive();
  }

  @Test
  void time_ofThreadsThatEnded_staysCounted() throws Exception {
    var times = new ThreadTimes(ProcessHandle.current());
    Thread thread = Thread.ofPlatform().start(Thread::yield);
    double before = times.seconds();
    thread.join();

    assertThat(times.seconds()).isGreaterThanOrEqualTo(before);
  }
}
