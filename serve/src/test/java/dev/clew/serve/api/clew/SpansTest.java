package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A trace as OTLP/JSON, and single spans of it with all that they carry.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpansTest {
  private static final String TRACE = "/api/clew/v1/traces/00000000000000000000000000000001";
  private static final String SPANS = TRACE + "/spans?ids=";

  private final SpanSketch rich =
      span("shop", "GET /")
          .id(2)
          .parent(1)
          .kind(SpanKind.SERVER)
          .at(5)
          .lasting(7)
          .status(StatusCode.ERROR, "broken")
          .state("a=b")
          .scope("lib", "2")
          .with(Attribute.of("n", 1), Attribute.of("n", "last"))
          .event(6, "retry", Attribute.of("try", 2))
          .link(9, 8, Attribute.of("why", "batch"));

  private ApiHouse house;

  @BeforeAll
  void open() {
    house = ApiHouse.of(span("gateway", "root").id(1), rich);
  }

  @AfterAll
  void close() {
    house.close();
  }

  private static List<Span> spansOf(Answer answer) throws MalformedException {
    byte[] proto = OtlpJsonReader.read(answer.bytes());
    return ModelSpans.spans(OtlpReader.read(proto, proto.length));
  }

  @Test
  void trace_known_isWholeAsOtlp() throws MalformedException {
    Answer answer = house.get(TRACE);

    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(spansOf(answer))
        .containsExactlyInAnyOrder(span("gateway", "root").id(1).make(), rich.make());
  }

  @Test
  void trace_unknown_isNotFound() {
    Answer answer = house.get("/api/clew/v1/traces/00000000000000000000000000000002");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"error":{"status":404,"message":\
            "trace 00000000000000000000000000000002 is not stored; it may have expired"}}\
            """);
  }

  @Test
  void spans_one_hasEveryMember() {
    assertThat(house.get(SPANS + "0000000000000002").text())
        .isEqualTo(
            """
            {"spans":[{"spanId":"0000000000000002","parentSpanId":"0000000000000001",\
            "service":"shop","name":"GET /","kind":"server",\
            "startUnixNano":"1767312000000000005","durationNanos":7,\
            "status":"error","statusMessage":"broken","traceState":"a=b",\
            "scope":{"name":"lib","version":"2"},\
            "attributes":[{"key":"n","type":"string","value":"last"}],\
            "resource":[{"key":"service.name","type":"string","value":"shop"}],\
            "events":[{"name":"retry","timeUnixNano":"1767312000000000006",\
            "attributes":[{"key":"try","type":"int","value":2}]}],\
            "links":[{"traceId":"00000000000000000000000000000009","spanId":"0000000000000008",\
            "attributes":[{"key":"why","type":"string","value":"batch"}]}],\
            "droppedAttributes":0,"droppedEvents":0,"droppedLinks":0}]}\
            """);
  }

  @Test
  void spans_several_areThoseThatAreThere() {
    Answer answer = house.get(SPANS + "0000000000000001,00000000000000FF,0000000000000002");

    assertThat(answer.at("/spans").findValuesAsText("spanId"))
        .contains("0000000000000001", "0000000000000002")
        .doesNotContain("00000000000000ff");
    assertThat(answer.at("/spans/0/parentSpanId").isNull()).isTrue();
  }

  @Test
  void spans_valuesOfEveryType_loseNothing() {
    var list = new AttributeValue.Array(List.of(new AttributeValue.Bool(true)));
    var map = new AttributeValue.Map(List.of(Attribute.of("k", 1), Attribute.of("k", 2)));
    var span =
        span("shop", "x")
            .with(Attribute.of("big", Long.MIN_VALUE), Attribute.of("safe", (1L << 53) - 1))
            .with(Attribute.of("nan", Double.NaN), Attribute.of("real", -0.5))
            .with("bytes", new AttributeValue.Bytes("hi".getBytes(UTF_8)))
            .with("list", list)
            .with("map", map)
            .with("empty", new AttributeValue.Empty());

    try (var other = ApiHouse.of(span)) {
      assertThat(other.get(SPANS + "0000000000000001").at("/spans/0/attributes").toString())
          .isEqualTo(
              """
              [{"key":"big","type":"int","value":"-9223372036854775808"},\
              {"key":"safe","type":"int","value":9007199254740991},\
              {"key":"nan","type":"double","value":"NaN"},\
              {"key":"real","type":"double","value":-0.5},\
              {"key":"bytes","type":"bytes","value":"aGk="},\
              {"key":"list","type":"array","value":[true]},\
              {"key":"map","type":"map","value":{"k":2}},\
              {"key":"empty","type":"empty","value":null}]\
              """);
    }
  }

  @Test
  void spans_twoHundredIds_areTheMost() {
    String most = String.join(",", Collections.nCopies(200, "0000000000000001"));

    assertThat(house.get(SPANS + most).at("/spans")).hasSize(1);
    assertThat(house.get(SPANS + most + ",0000000000000002").text())
        .isEqualTo("{\"error\":{\"status\":400,\"message\":\"ids needs at most 200 span ids\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'ids: span id needs 16 hex digits, got 0'",
    "12, 'ids: span id needs 16 hex digits, got 2'",
    "'0000000000000001,', 'ids: span id needs 16 hex digits, got 0'",
    "0000000000000000, ids: span id must not be zero"
  })
  void spans_badIds_areRefused(String ids, String message) {
    Answer answer = house.get(SPANS + ids);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue()).isEqualTo(message);
  }
}
