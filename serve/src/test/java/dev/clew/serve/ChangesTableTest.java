package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ChangesTableTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void changes_areALineEach() throws JsonProcessingException {
    JsonNode answer =
        json(
            "{'changes':[{'what':'errors','direction':'up','title':'cart: 0.1 % → 7 %','score':8.14}]}");

    assertThat(ChangesTable.changes(answer))
        .containsExactly(
            "WHAT        CHANGE             SCORE", "errors  up  cart: 0.1 % → 7 %    8.1");
  }

  @Test
  void errors_areALineAGroup_withTheirNewestExample() throws JsonProcessingException {
    JsonNode answer =
        json(
            """
            {'groups':[{'service':'pay','type':'Timeout','message':'after # ms','count':1200,'traceCount':600,
             'share':0.79,'examples':[{'traceId':'ab'},{'traceId':'cd'}]}]}
            """);

    assertThat(ChangesTable.errors(answer))
        .containsExactly(
            "SERVICE  ERROR    MESSAGE     EXAMPLE  SPANS  TRACES  SHARE",
            "pay      Timeout  after # ms  ab       1 200     600   79 %");
  }

  @Test
  void textOfAClient_movesNoCursor() throws JsonProcessingException {
    JsonNode answer = json("{'groups':[{'service':'a\\u001b[2J','message':'b\\nc'}]}");

    assertThat(ChangesTable.errors(answer).toList().getLast()).doesNotContain("\u001b", "\n");
  }

  @Test
  void nothing_isSaid() throws JsonProcessingException {
    assertThat(ChangesTable.changes(json("{'changes':[]}")))
        .containsExactly("nothing changed more than chance would have it");
    assertThat(ChangesTable.errors(json("{'groups':[]}")))
        .containsExactly("no span failed in that time");
  }
}
