package dev.clew.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UsageTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void of_thisProcess_tellsItsMemory() {
    try (Usage usage = Usage.of(Optional.of(ProcessHandle.current()))) {
      assertThat(usage.mostOwnMegabytes()).isBetween(1., 1e6);
      assertThat(usage.mostFileMegabytes()).isBetween(0.1, 1e6);
    }
  }

  @Test
  void of_busyProcess_tellsItsCpuTime() {
    try (Usage usage = Usage.of(Optional.of(ProcessHandle.current()))) {
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> usage.cpuSeconds() > 0);
    }
  }

  @Test
  void of_nothing_knowsNothing() {
    try (Usage usage = Usage.of(Optional.empty())) {
      assertThat(usage.cpuSeconds()).isNaN();
      assertThat(usage.mostOwnMegabytes()).isNaN();
    }
  }
}
