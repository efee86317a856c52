package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransformTest {
  private static ApiHouse house;

  @BeforeAll
  static void open() {
    house = ApiHouse.quiet();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static String span(String trace, String name) {
    return "{'traceId':'%s','spanId':'00000000000000a1','name':'%s','startTimeUnixNano':'1000'}"
        .formatted(trace.repeat(32), name)
        .replace('\'', '"');
  }

  private static Answer transform(String spans) {
    return house.post(
        "/api/transform",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}");
  }

  @Test
  void spans_becomeATraceEach_andAreNotKept() {
    Answer answer = transform(span("a", "x") + "," + span("b", "y") + "," + span("a", "z"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/data")).hasSize(2);
    assertThat(answer.at("/data/0/spans")).hasSize(2);
    assertThat(answer.at("/data/1/spans/0/operationName").textValue()).isEqualTo("y");
    assertThat(house.get("/api/traces/" + "b".repeat(32)).status()).isEqualTo(404);
  }

  @Test
  void noSpans_areNoTraces() {
    assertThat(transform("").at("/data")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{",
        "{\"resourceSpans\":{}}",
        "{\"resourceSpans\":[5]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"zz\"}]}]}]}"
      })
  void nonsense_is400(String body) {
    Answer answer = house.post("/api/transform", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/msg").textValue()).startsWith("cannot unmarshal OTLP : ");
  }

  @Test
  void traces_thatAreTooMany_are400() {
    var spans = new StringBuilder(span("a", "x"));
    for (int id = 0; id < 1000; id++) {
      spans.append(',').append(span("c", "y").replace("c".repeat(32), "%032x".formatted(id + 1)));
    }

    assertThat(transform(spans.toString()).status()).isEqualTo(400);
  }

  @Test
  void get_is405() {
    assertThat(house.get("/api/transform").status()).isEqualTo(405);
  }
}
