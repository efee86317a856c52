package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The newest traces of a page come before the others, to whom takes lines; twelve are stored.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RowsAsFoundTest {
  private static final String PATH = "/api/clew/v1/query";
  private static final long SECOND = 1_000_000_000;

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            IntStream.rangeClosed(1, 12)
                .mapToObj(at -> span("shop", "GET /").trace(at).id(at).at(at * SECOND))
                .toArray(SpanSketch[]::new));
  }

  @AfterAll
  void close() {
    house.close();
  }

  private List<JsonNode> lines(String name, String body) throws JsonProcessingException {
    byte[] sent = body.getBytes(StandardCharsets.UTF_8);
    Answer answer = house.ask("POST", PATH, sent, "accept", "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var lines = new ArrayList<JsonNode>();
    for (String line : answer.text().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line).path(name));
    }
    lines.removeIf(JsonNode::isMissingNode);
    return lines;
  }

  private static List<String> ids(JsonNode answer) {
    return answer.path("traces").findValuesAsText("traceId");
  }

  @Test
  void page_beginsWithTheRowsThatCameSooner() throws JsonProcessingException {
    String body = "{\"query\":\"{ }\",\"limit\":11}";

    JsonNode part = lines("part", body).getFirst();
    JsonNode answer = lines("answer", body).getFirst();

    assertThat(ids(part)).hasSize(10).isEqualTo(ids(answer).subList(0, 10));
    assertThat(ids(answer)).hasSize(11);
    assertThat(answer).isEqualTo(house.post(PATH, body).json());
  }

  @Test
  void pageBehindACursor_isCutLikewise() throws JsonProcessingException {
    String first = house.post(PATH, "{\"query\":\"{ }\",\"limit\":1}").at("/nextCursor").asText();
    String body = "{\"query\":\"{ }\",\"limit\":11,\"cursor\":\"" + first + "\"}";

    assertThat(ids(lines("part", body).getFirst())).hasSize(10).doesNotContain(first);
    assertThat(ids(lines("answer", body).getFirst())).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query\":\"{ }\",\"limit\":10}",
        "{\"query\":\"{ } order by duration\",\"limit\":12}",
        "{\"query\":\"{ traceDuration < 0ms }\",\"limit\":12}",
        "{\"query\":\"{ } | rate()\",\"startUnixNano\":\"0\",\"endUnixNano\":\"60000000000\"}"
      })
  void answer_thatIsNotKnownSooner_comesAlone(String body) throws JsonProcessingException {
    assertThat(lines("part", body)).isEmpty();
    assertThat(lines("answer", body)).hasSize(1);
  }
}
