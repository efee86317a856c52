package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RedTableTest {
  private static final String NUMBERS =
      """
      "red":{"count":120,"rate":2,"errors":3,"errorRate":0.025,"p50Nanos":1000000,"p95Nanos":2000000,"p99Nanos":3000000},
      "before":{"count":60,"rate":1,"errors":0,"errorRate":0,"p50Nanos":1000000,"p95Nanos":4000000,"p99Nanos":4000000}
      """;

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void services_areALineEach() throws JsonProcessingException {
    JsonNode answer =
        json("{\"services\":[{\"service\":\"cart\",\"sparkline\":[0,7]," + NUMBERS + "}]}");

    assertThat(RedTable.services(answer))
        .containsExactly(
            "SERVICE  TRAFFIC    RATE       Δ  ERRORS      P50      P95      Δ      P99",
            "cart     ▁█       2.00/s  +100 %  2.50 %  1.00 ms  2.00 ms  -50 %  3.00 ms");
  }

  @Test
  void edges_areALineEach() throws JsonProcessingException {
    JsonNode answer =
        json(
            "{\"edges\":[{\"client\":\"shop\",\"server\":\"pg\",\"connectionType\":\"database\","
                + NUMBERS
                + "}]}");

    assertThat(RedTable.map(answer).skip(1).findFirst().orElseThrow())
        .startsWith("shop  pg  database  2.00/s");
  }

  @Test
  void nothing_isSaid() throws JsonProcessingException {
    assertThat(RedTable.services(json("{\"services\":[]}")))
        .containsExactly("no service sent a span in that time");
    assertThat(RedTable.map(json("{\"edges\":[]}")))
        .containsExactly("no service called another in that time");
  }

  @Test
  void parameters_areEscaped() {
    assertThat(Parameter.escaped("a/b c&d")).isEqualTo("a%2Fb%20c%26d");
  }
}
