package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.BASE;
import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Numbers over time, totals, and what spans have.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NumbersTest {
  private static final String BASE_PATH = "/api/clew/v1/";
  private static final long SECOND = 1_000_000_000;

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "GET /").id(1).at(1).with(Attribute.of("http.route", "/")),
            span("shop", "GET /").id(2).at(SECOND + 1).with(Attribute.of("http.route", "/cart")),
            span("cart", "add").id(3).at(SECOND + 2).lasting(5).with(Attribute.of("size", 7)));
  }

  @AfterAll
  void close() {
    house.close();
  }

  private Answer ask(String query, String more) {
    return house.post(BASE_PATH + "query", "{\"query\": \"" + query + "\"" + more + "}");
  }

  private static String time() {
    return ", \"startUnixNano\": \"%d\", \"endUnixNano\": \"%d\""
        .formatted(BASE, BASE + 2 * SECOND);
  }

  @Test
  void query_overTime_hasAPointAStep() {
    Answer answer = ask("{} | count_over_time() by (name)", time() + ", \"stepNanos\": 1000000000");

    assertThat(answer.at("/kind").textValue()).isEqualTo("series");
    assertThat(answer.at("/firstUnixNano").textValue()).isEqualTo(Long.toString(BASE));
    assertThat(answer.at("/series/0/labels"))
        .hasToString("[{\"name\":\"name\",\"type\":\"string\",\"value\":\"GET /\"}]");
    assertThat(answer.at("/series/0/points")).hasToString("[0.0,1.0,1.0]");
    assertThat(answer.at("/unweighedSpans").intValue()).isEqualTo(3);
    assertThat(answer.at("/coverage/complete").booleanValue()).isTrue();
  }

  @Test
  void query_overTimeWithExemplars_namesTheirSpans() {
    Answer answer =
        ask("{ name = `add` } | max_over_time(duration)", time() + ", \"exemplars\": 5");

    assertThat(answer.at("/series/0/points")).hasToString("[5.0E-9]");
    assertThat(answer.at("/series/0/exemplars/0/spanId").textValue()).isEqualTo("0000000000000003");
    assertThat(answer.at("/series/0/exemplars/0/value").doubleValue()).isEqualTo(5e-9);
  }

  @Test
  void query_overTimeWithoutATime_saysWhatItNeeds() {
    Answer answer = ask("{} | rate()", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue())
        .isEqualTo(
            "startUnixNano needs a moment, since the query asks for numbers over time, got none");
  }

  @Test
  void query_overTimeWithTooSmallAStep_saysWhatItNeeds() {
    Answer answer = ask("{} | rate()", time() + ", \"stepNanos\": 1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue()).contains("too small for the range");
  }

  @Test
  void query_ofTotals_hasTheLargestFirst() {
    Answer answer = ask("{} | sum(duration) by (resource.service.name)", "");

    assertThat(answer.at("/kind").textValue()).isEqualTo("totals");
    assertThat(answer.at("/keys")).hasToString("[\"resource.service.name\"]");
    assertThat(answer.at("/totals/0"))
        .hasToString(
            """
            {"group":[{"type":"string","value":"shop"}],\
            "value":{"type":"duration","value":2000000},"spanCount":2}\
            """);
    assertThat(answer.at("/totals/1/value/value").intValue()).isEqualTo(5);
    assertThat(answer.at("/truncated").booleanValue()).isFalse();
  }

  @Test
  void query_ofTraces_saysSo() {
    assertThat(ask("{}", "").at("/kind").textValue()).isEqualTo("traces");
  }

  @Test
  void attributes_ofAScope_areTypedAndCountedIfAsked() {
    Answer answer = house.get(BASE_PATH + "attributes?scope=span&counts=true");

    assertThat(answer.at("/attributes"))
        .hasToString(
            """
            [{"scope":"span","name":"http.route","type":"string",\
            "reference":"span.http.route","spanCount":2},\
            {"scope":"span","name":"size","type":"int","reference":"span.size","spanCount":1}]\
            """);
  }

  @Test
  void attributes_ofAQueryThatIsBeingWritten_areOfWhatIsWhole() {
    Answer answer =
        house.get(BASE_PATH + "attributes?scope=span&query=%7B+name+%3D+%22add%22+%26%26+.a+%3D");

    assertThat(answer.at("/attributes"))
        .hasToString(
            "[{\"scope\":\"span\",\"name\":\"size\",\"type\":\"int\",\"reference\":\"span.size\"}]");
  }

  @Test
  void attributeValues_byPrefix_areThoseThatStartSo() {
    Answer answer = house.get(BASE_PATH + "attributes/.http.route/values?prefix=%2Fc&counts=true");

    assertThat(answer.at("/values"))
        .hasToString("[{\"type\":\"string\",\"value\":\"/cart\",\"spanCount\":1}]");
  }

  @Test
  void attributeValues_moreThanTheLimit_saySo() {
    Answer answer = house.get(BASE_PATH + "attributes/name/values?limit=1");

    assertThat(answer.at("/values")).hasToString("[{\"type\":\"string\",\"value\":\"GET /\"}]");
    assertThat(answer.at("/truncated").booleanValue()).isTrue();
  }

  @Test
  void attributes_badParameters_sayWhatTheyNeed() {
    assertThat(message("attributes?scope=x"))
        .isEqualTo(
            "scope needs span, resource, event, link, instrumentation or intrinsic, got \"x\"");
    assertThat(message("attributes?limit=0"))
        .isEqualTo("limit needs a whole number from 1 to 10000, got \"0\"");
    assertThat(message("attributes?page=1")).startsWith("unknown parameter \"page\"; known are");
    assertThat(message("attributes?counts=1")).isEqualTo("counts needs true or false, got \"1\"");
    assertThat(message("attributes/x/values")).contains("needs an attribute or an intrinsic");
    assertThat(message("attributes?startUnixNano=2&endUnixNano=1"))
        .isEqualTo("endUnixNano needs a moment not before startUnixNano, got \"1\"");
  }

  private String message(String address) {
    Answer answer = house.get(BASE_PATH + address);
    assertThat(answer.status()).isEqualTo(400);
    return answer.at("/error/message").textValue();
  }
}
