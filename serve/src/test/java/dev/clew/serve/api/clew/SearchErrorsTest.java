package dev.clew.serve.api.clew;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.QueryMeter;
import dev.clew.store.InMemorySpanStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SearchErrorsTest {
  private ApiHouse house;

  @BeforeAll
  void open() {
    house = ApiHouse.over(new InMemorySpanStore());
  }

  @AfterAll
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | the body needs a JSON object, got an array",
        "{ | the body needs one JSON object; it breaks at line 1, column 2",
        "{} {} | the body needs one JSON object; it breaks at line 1, column 4",
        "{\"name\":\"a\",\"name\":\"b\"} | the body needs one JSON object; it breaks at line 1, column 19",
        "{\"sevrice\":\"a\"} | unknown member \"sevrice\"; known are service, name, attributes, hasError, minDurationNanos, maxDurationNanos, startUnixNano, endUnixNano, orderBy, limit, cursor",
        "{\"service\":1} | service needs a text, got 1",
        "{\"service\":null} | service needs a text, got null",
        "{\"name\":\"\\ud800\"} | name needs a text, got \"?\"",
        "{\"hasError\":\"yes\"} | hasError needs true or false, got \"yes\"",
        "{\"minDurationNanos\":-1} | minDurationNanos needs a whole number from 0 to 9223372036854775807, got -1",
        "{\"minDurationNanos\":1.5} | minDurationNanos needs a whole number from 0 to 9223372036854775807, got 1.5",
        "{\"minDurationNanos\":2,\"maxDurationNanos\":1} | maxDurationNanos needs minDurationNanos or more, got 1",
        "{\"startUnixNano\":1} | startUnixNano needs a text, got 1",
        "{\"startUnixNano\":\"now\"} | startUnixNano needs nanoseconds since 1970 as a text of decimal digits, got \"now\"",
        "{\"endUnixNano\":\"9999999999999999999\"} | endUnixNano needs nanoseconds since 1970 as a text of decimal digits, got \"9999999999999999999\"",
        "{\"startUnixNano\":\"2\",\"endUnixNano\":\"1\"} | endUnixNano needs a moment not before startUnixNano, got \"1\"",
        "{\"orderBy\":\"name\"} | orderBy needs start or duration, got \"name\"",
        "{\"limit\":0} | limit needs a whole number from 1 to 50, got 0",
        "{\"limit\":\"5\"} | limit needs a whole number from 1 to 50, got \"5\"",
        "{\"cursor\":\"abc\"} | cursor needs the nextCursor of an earlier answer, got \"abc\"",
        "{\"attributes\":{}} | attributes needs an array, got an object",
        "{\"attributes\":[1]} | attributes[0] needs a JSON object, got 1",
        "{\"attributes\":[{\"value\":1}]} | attributes[0].key needs a text of one character or more, got none",
        "{\"attributes\":[{\"key\":\"\",\"value\":1}]} | attributes[0].key needs a text of one character or more, got \"\"",
        "{\"attributes\":[{\"key\":\"a\"}]} | attributes[0].value needs a text, true, false or a finite number, got none",
        "{\"attributes\":[{\"key\":\"a\",\"value\":[]}]} | attributes[0].value needs a text, true, false or a finite number, got an array",
        "{\"attributes\":[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":1e999}]} | attributes[1].value needs a text, true, false or a finite number, got Infinity",
        "{\"attributes\":[{\"key\":\"a\",\"value\":1,\"scope\":\"link\"}]} | attributes[0].scope needs span, resource or event, got \"link\"",
        "{\"attributes\":[{\"key\":\"a\",\"value\":1,\"op\":\"=\"}]} | unknown member \"op\" of attributes[0]; known are key, value, scope"
      })
  void search_badBody_namesTheMemberAndWhatMustHold(String body, String message) {
    Answer answer = house.post("/api/clew/v1/search", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.at("/error/status").intValue()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue()).isEqualTo(message);
  }

  @Test
  void search_bodyThatIsNotText_isRefused() {
    byte[] bytes = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

    Answer answer = house.ask("POST", "/api/clew/v1/search", bytes);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue())
        .startsWith("the body needs one JSON object");
  }

  @Test
  void search_deepBody_isRefusedBeforeItCosts() {
    String deep = "{\"attributes\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

    Answer answer = house.post("/api/clew/v1/search", deep);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).hasSizeLessThan(500);
  }

  @Test
  void search_bodyTooLarge_isRefused() {
    Answer answer = house.ask("POST", "/api/clew/v1/search", " ".repeat(1 << 20).getBytes(UTF_8));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.at("/error/message").textValue())
        .isEqualTo("the body needs at most 65536 bytes");
  }

  @Test
  void search_longValue_isQuotedShort() {
    Answer answer =
        house.post("/api/clew/v1/search", "{\"orderBy\":\"" + "x".repeat(10_000) + "\"}");

    assertThat(answer.at("/error/message").textValue()).hasSizeLessThan(200).endsWith("…\"");
  }

  @Test
  void search_bodyCutOff_isGivenUp() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), house.address("/").getPort())) {
      String head = "POST /api/clew/v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(UTF_8));
    }

    assertThat(house.meteredAs(QueryMeter.Outcome.CANCELLED).api()).isEqualTo("clew.search");
  }
}
