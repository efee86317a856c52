package dev.clew.bench.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  private Child start(String script) throws IOException {
    List<String> command = List.of("sh", "-c", script);
    return Child.start("server", command, Map.of(), folder.resolve("log"));
  }

  @Test
  void requireAlive_hasEndedByItself_saysHowAndWhatItSaidLast() throws Exception {
    try (Child child = start("echo out of memory; exit 3")) {
      child.waitFor(LONG);

      assertThatThrownBy(child::requireAlive)
          .isInstanceOf(IOException.class)
          .hasMessage("server must go on, ended with 3: out of memory");
    }
  }

  @Test
  void requireAlive_goesOn_isFine() throws Exception {
    try (Child child = start("exec sleep 60")) {
      assertThatCode(child::requireAlive).doesNotThrowAnyException();
    }
  }
}
