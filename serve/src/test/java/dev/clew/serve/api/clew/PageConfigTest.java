package dev.clew.serve.api.clew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageConfigTest {
  private final ManualClock clock = new ManualClock(Instant.EPOCH);

  @TempDir private Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("ui.json"), json);
  }

  private static Answer answer(PageConfig config) {
    try (ApiHouse house =
        ApiHouse.serving((server, meter) -> config.mount(server, meter, () -> ApiHouse.NOW))) {
      return house.get("/api/clew/v1/ui-config");
    }
  }

  @Test
  void withoutFile_isAnEmptyObject() throws IOException {
    Answer answer = answer(PageConfig.open(Optional.empty(), clock));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("")).isEmpty();
  }

  @Test
  void file_isToldAsItIs_andReadAgainWhenItChanges() throws IOException {
    PageConfig config =
        PageConfig.open(
            Optional.of(file("{\"menu\":[{\"label\":\"Logs\",\"url\":\"https://logs\"}]}")), clock);
    assertThat(answer(config).at("/menu/0/label").textValue()).isEqualTo("Logs");

    file("{\"archiveEnabled\":true}");
    clock.advance(Duration.ofSeconds(1));

    assertThat(answer(config).at("/archiveEnabled").booleanValue()).isTrue();
  }

  @Test
  void badChange_leavesWhatHeld_andIsAProblem() throws IOException {
    PageConfig config = PageConfig.open(Optional.of(file("{\"a\":1}")), clock);
    file("{\"a\":");
    clock.advance(Duration.ofSeconds(1));

    assertThat(answer(config).at("/a").intValue()).isEqualTo(1);
    assertThat(config.problem().orElseThrow()).contains("ui.json", "needs a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"a\"",
        "true",
        "{",
        "}",
        "{}}",
        "{}{}",
        "{} x",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":\"\n\"}",
        "function UIConfig(){}",
        "// {}",
        "\u0000"
      })
  void badFileAtTheStart_endsIt(String json) throws IOException {
    Path bad = file(json);

    assertThatThrownBy(() -> PageConfig.open(Optional.of(bad), clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("needs a JSON object");
  }

  @Test
  void fileThatIsDeep_isRefused() throws IOException {
    Path deep = file("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));

    assertThatThrownBy(() -> PageConfig.open(Optional.of(deep), clock))
        .hasMessageContaining("needs a JSON object");
  }
}
