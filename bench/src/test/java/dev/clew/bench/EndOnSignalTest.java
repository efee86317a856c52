package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.bench.FakeReceiver.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndOnSignalTest {
  @Test
  void sigterm_whileSending_showsTheFiguresAndEndsWithZero() throws Exception {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      Process generator = start(receiver);
      try {
        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests() > 10);
        generator.toHandle().destroy();

        assertThat(generator.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(generator.exitValue()).isZero();
        assertThat(new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("%,d spans acknowledged in".formatted(receiver.ackedSpans()));
      } finally {
        generator.destroyForcibly();
      }
    }
  }

  private static Process start(FakeReceiver receiver) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Generate.class.getName(),
            "--protocol=http",
            "--endpoint=" + receiver.endpoint(),
            "--duration=10m",
            "--rate=5000")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
