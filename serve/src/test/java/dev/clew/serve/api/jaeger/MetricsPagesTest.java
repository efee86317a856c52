package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Jaeger's monitor page over four calls of one service and one of another.
final class MetricsPagesTest {
  private static final String HALF_MINUTE =
      "endTs=1767312030000&lookback=40000&step=10000&service=shop";
  private static ApiHouse house;

  private static SpanSketch call(String service, String name, long id) {
    return SpanSketch.span(service, name).trace(id).kind(SpanKind.SERVER);
  }

  @BeforeAll
  static void open() {
    house =
        ApiHouse.of(
            call("shop", "buy", 1).lasting(10_000_000),
            call("shop", "buy", 2).lasting(20_000_000).status(StatusCode.ERROR, "no"),
            call("shop", "look", 3).lasting(30_000_000),
            call("shop", "look", 4).lasting(40_000_000).at(10_000_000_000L),
            call("shop", "ask", 5).kind(SpanKind.CLIENT),
            call("cart", "add", 6));
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static String values(JsonNode metric) {
    return String.join(
        " ",
        metric
            .get("metricPoints")
            .valueStream()
            .map(point -> point.at("/gaugeValue/doubleValue").asText())
            .toList());
  }

  private static JsonNode metrics(String path) {
    Answer answer = house.get("/api/metrics/" + path);
    assertThat(answer.status()).isEqualTo(200);
    return answer.at("/metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "calls, 0.0 0.3 0.1 0.0",
    "errors, NaN 0.3333333333333333 0.0 NaN",
    "calls?spanKind=client, 0.0 0.1 0.0 0.0",
    "calls?spanKind=client&spanKind=server, 0.0 0.4 0.1 0.0"
  })
  void numbers_areOfEachStep(String path, String expected) {
    String sign = path.contains("?") ? "&" : "?";

    assertThat(values(metrics(path + sign + HALF_MINUTE).get(0))).isEqualTo(expected);
  }

  @Test
  void latencies_areWithinOneSixtyFourth() {
    JsonNode points =
        metrics("latencies?quantile=0.5&" + HALF_MINUTE).get(0).get("metricPoints");

    assertThat(points.get(1).at("/gaugeValue/doubleValue").doubleValue())
        .isBetween(20.0, 20.0 * 65 / 64);
    assertThat(points.get(0).at("/gaugeValue/doubleValue").textValue()).isEqualTo("NaN");
  }

  @Test
  void answer_isInJaegersForm() {
    Answer answer = house.get("/api/metrics/calls?" + HALF_MINUTE);

    assertThat(answer.at("/name").textValue()).isEqualTo("service_call_rate");
    assertThat(answer.at("/type").textValue()).isEqualTo("GAUGE");
    assertThat(answer.at("/metrics/0/labels/0/name").textValue()).isEqualTo("service_name");
    assertThat(answer.at("/metrics/0/labels/0/value").textValue()).isEqualTo("shop");
    assertThat(answer.at("/metrics/0/metricPoints/1/timestamp").textValue())
        .isEqualTo("2026-01-02T00:00:10Z");
  }

  @Test
  void groupByOperation_tellsThemApart() {
    Answer answer = house.get("/api/metrics/errors?groupByOperation=true&" + HALF_MINUTE);

    assertThat(answer.at("/name").textValue()).isEqualTo("service_operation_error_rate");
    assertThat(answer.at("/metrics")).hasSize(2);
    assertThat(answer.at("/metrics/0/labels/0/value").textValue()).isEqualTo("buy");
    assertThat(values(answer.at("/metrics/0"))).isEqualTo("NaN 0.5 NaN NaN");
  }

  @ParameterizedTest
  @CsvSource({"&service=cart, 2", "%2Cservice%3Dcart, 2", "'', 1"})
  void services_mayBeSeveral(String more, int lines) {
    assertThat(metrics("calls?" + HALF_MINUTE + more)).hasSize(lines);
  }

  @Test
  void service_withoutSpans_hasNoLine() {
    assertThat(metrics("calls?service=nobody")).isEmpty();
  }

  @Test
  void minStep_isWhatTheStoreCountsBy() {
    assertThat(house.get("/api/metrics/minstep").at("/data").longValue()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calls",
        "calls?service=",
        "errors",
        "latencies?quantile=0.5",
        "latencies?service=a",
        "latencies?service=a&quantile=",
        "latencies?service=a&quantile=x",
        "latencies?service=a&quantile=-0.1",
        "latencies?service=a&quantile=1.1",
        "latencies?service=a&quantile=NaN",
        "calls?service=a&endTs=now",
        "calls?service=a&endTs=-1",
        "calls?service=a&endTs=0",
        "calls?service=a&lookback=1h",
        "calls?service=a&lookback=0",
        "calls?service=a&step=0",
        "calls?service=a&step=-5",
        "calls?service=a&step=1.5",
        "calls?service=a&ratePer=x",
        "calls?service=a&spanKind=SERVER",
        "calls?service=a&spanKind=odd",
        "calls?service=a&groupByOperation=yes",
        "calls?service=a&endTs=9223372036854775807",
        "calls?service=a&lookback=1000000000000&step=10000"
      })
  void nonsense_is400(String path) {
    Answer answer = house.get("/api/metrics/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/msg").textValue()).startsWith("unable to parse param '");
  }
}
