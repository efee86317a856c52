package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.BASE;
import static dev.clew.serve.api.SpanSketch.span;
import static dev.clew.serve.api.SpanSketch.spanWithoutService;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class V3Test {
  private static final long SECOND = 1_000_000_000;
  private static final String ALL_TIME =
      "query.start_time_min=1970-01-01T00:00:00Z&query.start_time_max=2026-01-02T00:01:00Z";

  private static JsonNode snapshot(String name) {
    return new Fixtures(ApiHouse.NOW).json("apiv3-snapshots/" + name + ".json");
  }

  private static SpanSketch atTheEpoch(SpanSketch span) {
    return span.at(-BASE).lasting(0);
  }

  private static Answer get(String path, SpanSketch... spans) {
    try (var house = ApiHouse.of(spans)) {
      return house.get("/api/v3/" + path);
    }
  }

  @Test
  void services_some_lookAsJaegersDo() {
    Answer answer = get("services", span("foo", "x"));

    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.json()).isEqualTo(snapshot("GetServices"));
  }

  @Test
  void operations_some_lookAsJaegersDo() {
    Answer answer = get("operations?service=foo", span("foo", "get_users").kind(SpanKind.SERVER));

    assertThat(answer.json()).isEqualTo(snapshot("GetOperations"));
  }

  @Test
  void operations_unspecifiedKind_isCalledInternal() {
    SpanSketch[] spans = {
      span("foo", "a").id(1).kind(SpanKind.UNSPECIFIED),
      span("foo", "b").id(2).kind(SpanKind.CLIENT)
    };

    assertThat(get("operations?service=foo&span_kind=internal", spans).text())
        .isEqualTo("{\"operations\":[{\"name\":\"a\",\"spanKind\":\"internal\"}]}");
    assertThat(get("operations?service=foo&spanKind=client", spans).at("/operations")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"traces/1", "traces?" + ALL_TIME})
  void traces_one_lookAsJaegersDo(String path) {
    SpanSketch span =
        spanWithoutService("foobar").id(2).kind(SpanKind.SERVER).status(StatusCode.ERROR, "");

    assertThat(get(path, atTheEpoch(span)).json())
        .isEqualTo(snapshot("GetTrace"))
        .isEqualTo(snapshot("FindTraces"));
  }

  @Test
  void summaries_one_lookAsJaegersDo() {
    Answer answer =
        get(
            "trace-summaries?" + ALL_TIME,
            span("frontend", "HTTP GET /").id(1).at(1000 * SECOND - BASE).lasting(SECOND),
            span("frontend", "child")
                .id(2)
                .parent(1)
                .at(1000 * SECOND - BASE)
                .status(StatusCode.ERROR, ""));

    assertThat(answer.json()).isEqualTo(snapshot("FindTraceSummaries"));
  }

  @Test
  void traces_several_areMergedIntoOneResult() {
    Answer answer =
        get(
            "traces?" + ALL_TIME,
            span("shop", "a").trace(1).id(1),
            span("bank", "b").trace(1).id(2).parent(1),
            span("shop", "c").trace(2).id(3).at(1));

    assertThat(answer.json().size()).isEqualTo(1);
    assertThat(answer.at("/result/resourceSpans").findValuesAsText("name")).contains("a", "b", "c");
    assertThat(Fixtures.spansOf(answer.at("/result").toString().getBytes(UTF_8))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query.service_name=shop&query.operation_name=buy",
        "query.serviceName=shop&query.operationName=buy",
        "query.duration_min=2ms",
        "query.durationMin=2ms&query.durationMax=3ms",
        "query.attributes=%7B%22n%22:%221%22%7D",
        "query.search_depth=1",
        "query.searchDepth=1",
        "query.num_traces=1",
        "query.start_time_min=2026-01-02T00:00:00.000000001Z"
      })
  void traces_parameterInEitherSpelling_narrowsThem(String query) {
    Answer answer =
        get(
            "trace-summaries?" + query + "&" + ALL_TIME,
            span("shop", "browse").trace(1),
            span("shop", "buy").trace(2).at(1).lasting(3_000_000).with(Attribute.of("n", 1)));

    assertThat(answer.at("/summaries").findValuesAsText("rootOperationName"))
        .containsExactly("buy");
  }

  @Test
  void traces_startTimeMax_isIncluded() {
    String query = "?query.start_time_min=2026-01-01T00:00:00Z&query.start_time_max=";

    assertThat(get("traces" + query + "2026-01-02T00:00:00Z", span("a", "b")).status())
        .isEqualTo(200);
    assertThat(get("traces" + query + "2026-01-02T01:00:00%2B01:00", span("a", "b")).status())
        .isEqualTo(200);
    assertThat(get("traces" + query + "2026-01-01T23:59:59.999999999Z", span("a", "b")).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"traces/2", "traces?query.service_name=nobody&" + ALL_TIME})
  void traces_none_areNotFound(String path) {
    Answer answer = get(path, span("shop", "x"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo("{\"error\":{\"httpCode\":404,\"message\":\"No traces found\"}}");
  }

  @Test
  void summaries_none_areAnEmptyList() {
    assertThat(get("trace-summaries?" + ALL_TIME).text()).isEqualTo("{\"summaries\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "operations | malformed parameter service: is required",
        "traces | malformed parameter query.startTimeMin: is required",
        "traces?query.start_time_min=2026-01-01T00:00:00Z"
            + " | malformed parameter query.startTimeMax: is required",
        "traces?query.start_time_min=noon&query.start_time_max=2026-01-01T00:00:00Z"
            + " | malformed parameter query.startTimeMin: needs a time such as"
            + " 2026-01-02T15:04:05Z, got \"noon\"",
        "traces?query.startTimeMin=2026-01-01T00:00:00Z&query.startTimeMax=2026-01-01T00:00:00Z"
            + " | malformed parameter query.startTimeMax: needs a time after query.startTimeMin",
        "traces/xyz | malformed parameter trace_id: trace id needs 1 to 32 hex digits, got \"xyz\"",
        "traces/1?start_time=x | malformed parameter startTime: needs a time such as"
            + " 2026-01-02T15:04:05Z, got \"x\"",
        "traces/1?raw_traces=x | malformed parameter rawTraces: needs true or false, got \"x\"",
        "traces?query.duration_min=x&"
            + ALL_TIME
            + " | malformed parameter query.durationMin: needs a duration such as 1.2s, 100ms or"
            + " 500us, got \"x\"",
        "traces?query.attributes=x&"
            + ALL_TIME
            + " | malformed parameter query.attributes: needs a JSON object with texts as values,"
            + " got \"x\"",
        "traces?query.search_depth=-1&"
            + ALL_TIME
            + " | malformed parameter query.searchDepth: needs a whole number from 0 to"
            + " 2147483647, got \"-1\""
      })
  void request_badParameter_isNamed(String path, String message) {
    Answer answer = get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/httpCode").intValue()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue()).isEqualTo(message);
  }
}
