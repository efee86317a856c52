package dev.clew.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithoutSdkTest {
  @BeforeEach
  @AfterEach
  void forgetTheSdk() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void span_withoutAnSdk_runsTheWork() {
    assertThat(Clew.span("work").<String, RuntimeException>call(() -> "done")).isEqualTo("done");
  }

  @Test
  void currentSpan_withoutOne_takesEverything() {
    Clew.attr("key", "value");
    Clew.event("event");
    Clew.log(Level.ERROR, "message");
    Clew.error(new IllegalStateException("bad"));

    assertThat(Clew.headers()).isEmpty();
  }

  @Test
  void start_withoutAnSdk_leavesTheApplicationRunning() {
    try (Running running = Clew.start()) {
      assertThat(running.flush(Duration.ZERO)).isTrue();
    }
  }
}
