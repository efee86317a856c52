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
  void nothing_isSaid() throws JsonProcessingException {
    assertThat(ChangesTable.changes(json("{'changes':[]}")))
        .containsExactly("nothing changed more than chance would have it");
  }
}
