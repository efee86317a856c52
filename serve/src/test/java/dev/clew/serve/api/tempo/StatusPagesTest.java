package dev.clew.serve.api.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPagesTest {
  private ApiHouse house = TempoHouse.of();

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/echo|echo\\n",
        "/ready|ready\\n",
        "/status/config|data: d\\n",
        "/status/services|clew: Running\\n",
        "/status/overrides|{}\\n",
      })
  void page_asked_saysItsText(String path, String text) {
    Answer answer = house.get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void buildinfo_hasTheVersionOfTheApi() {
    Answer answer = house.get("/api/status/buildinfo");

    assertThat(answer.at("/version").asText()).matches("2\\.\\d+\\.\\d+");
    assertThat(answer.at("/revision").asText()).isEqualTo("1.2.3");
    assertThat(answer.json().has("goVersion")).isTrue();
  }

  @Test
  void readiness_withAProblem_is503WithIt() {
    house.close();
    house = TempoHouse.of(List.of(), Optional.of("the disk is full"));

    assertThat(house.get("/ready").status()).isEqualTo(503);
    assertThat(house.get("/ready").text()).isEqualTo("the disk is full\n");
  }

  @Test
  void address_thatIsNone_is404() {
    assertThat(house.get("/api/none").status()).isEqualTo(404);
    assertThat(house.get("/api/none").text()).isEqualTo("404 page not found\n");
  }

  @Test
  void method_thatIsNone_is405() {
    assertThat(house.post("/api/search", "x").status()).isEqualTo(405);
  }
}
