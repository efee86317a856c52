package dev.clew.serve.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.serve.sampling.Strategy.Probability;
import dev.clew.serve.sampling.Strategy.Rate;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategiesFileTest {
  private final ManualClock clock = new ManualClock(Instant.EPOCH);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before every test
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("strategies.json");
    say("{\"default_strategy\":{\"type\":\"ratelimiting\",\"param\":7}}");
  }

  private void say(String json) throws IOException {
    Files.writeString(file, json);
  }

  private StrategiesFile open() throws IOException {
    return StrategiesFile.open(Optional.of(file), true, clock);
  }

  @Test
  void withoutFile_everyTraceIsSampled() throws IOException {
    StrategiesFile none = StrategiesFile.open(Optional.empty(), true, clock);

    assertThat(none.of("shop").rule()).isEqualTo(new Probability(1));
    assertThat(none.problem()).isEmpty();
  }

  @Test
  void change_isSeenWithinASecond() throws IOException {
    StrategiesFile strategies = open();
    assertThat(strategies.of("shop").rule()).isEqualTo(new Rate(7));

    say("{\"default_strategy\":{\"type\":\"probabilistic\",\"param\":0.25}}");
    clock.advance(Duration.ofSeconds(1));

    assertThat(strategies.of("shop").rule()).isEqualTo(new Probability(.25));
  }

  @Test
  void badChange_keepsWhatHeld_andIsAProblemUntilItIsMended() throws IOException {
    StrategiesFile strategies = open();
    say("nonsense");
    clock.advance(Duration.ofSeconds(1));

    assertThat(strategies.of("shop").rule()).isEqualTo(new Rate(7));
    assertThat(strategies.problem().orElseThrow()).contains("strategies.json", "needs JSON");

    say("{\"default_strategy\":{\"type\":\"ratelimiting\",\"param\":8}}");
    clock.advance(Duration.ofSeconds(1));
    assertThat(strategies.of("shop").rule()).isEqualTo(new Rate(8));
    assertThat(strategies.problem()).isEmpty();
  }

  @Test
  void fileThatGoes_keepsWhatHeld() throws IOException {
    StrategiesFile strategies = open();
    Files.delete(file);
    clock.advance(Duration.ofSeconds(1));

    assertThat(strategies.of("shop").rule()).isEqualTo(new Rate(7));
    assertThat(strategies.problem().orElseThrow()).contains("cannot be read");
  }

  @Test
  void badFileAtTheStart_endsIt() throws IOException {
    say("\"nonsense\"");

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("object");
  }
}
