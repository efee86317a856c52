package dev.clew.serve.api.tempo;

import static dev.clew.serve.api.SpanSketch.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Attribute;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import java.net.URLEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
  private static final long SECOND = 1_000_000_000;
  private static final long BASE = SpanSketch.BASE / SECOND;

  private ApiHouse house;

  @BeforeEach
  void open() {
    house =
        TempoHouse.of(
            span("web", "GET /").trace(0xa1).id(1).at(SECOND).lasting(250_000_000),
            span("web", "GET /").trace(0xa2).id(2).at(2 * SECOND),
            span("db", "select").trace(0xa3).id(3).at(15 * SECOND).with(Attribute.of("n", 5)));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Answer ask(String path, String query, String more) {
    return house.get("/api/metrics/" + path + "?q=" + URLEncoder.encode(query, UTF_8) + more);
  }

  private Answer range(String query, String more) {
    return ask("query_range", query, "&start=%d&end=%d&step=10s".formatted(BASE, BASE + 20) + more);
  }

  @Test
  void counts_byService_haveLabelsAndSamples() {
    Answer answer = range("{ } | count_over_time() by (resource.service.name)", "&exemplars=0");

    JsonNode web = answer.at("/series/1");
    assertThat(web.at("/labels").toString())
        .isEqualTo("[{\"key\":\"resource.service.name\",\"value\":{\"stringValue\":\"web\"}}]");
    assertThat(web.at("/samples").toString())
        .isEqualTo(
            "[{\"value\":0.0,\"timestampMs\":\"%d\"},{\"value\":2.0,\"timestampMs\":\"%d\"},{\"value\":0.0,\"timestampMs\":\"%d\"}]"
                .formatted(BASE * 1000, (BASE + 10) * 1000, (BASE + 20) * 1000));
    assertThat(web.has("exemplars")).isFalse();
    assertThat(answer.json().has("status")).isFalse();
  }

  @Test
  void exemplars_ofDurations_areSeconds() {
    JsonNode exemplar =
        range("{ duration > 100ms } | max_over_time(duration)", "").at("/series/0/exemplars/0");

    assertThat(exemplar.toString())
        .isEqualTo(
            "{\"labels\":[{\"key\":\"trace:id\",\"value\":{\"stringValue\":\"a1\"}}],\"value\":0.25,\"timestampMs\":\"%d\"}"
                .formatted((BASE + 1) * 1000));
  }

  @Test
  void exemplars_ofCounts_areAtTheLine() {
    JsonNode series = range("{ .n = 5 } | rate()", "").at("/series/0");

    assertThat(series.at("/labels/0/key").asText()).isEqualTo("__name__");
    assertThat(series.at("/exemplars/0/value").asDouble()).isEqualTo(0.1);
  }

  @Test
  void pointsThatAreNone_areLeftOut() {
    JsonNode series = range("{ .n = 5 } | max_over_time(.n)", "").at("/series");

    assertThat(series.at("/0/samples")).hasSize(1);
    assertThat(range("{ .n = 6 } | max_over_time(.n)", "").at("/series")).isEmpty();
  }

  @Test
  void seriesTooMany_areSaid() {
    Answer answer = range("{ } | rate() by (name)", "&maxSeries=1");

    assertThat(answer.at("/series")).hasSize(1);
    assertThat(answer.at("/status").asText()).isEqualTo("PARTIAL");
    assertThat(answer.at("/message").asText()).contains("more series");
  }

  @Test
  void instant_isOneNumber_overTheRange() {
    Answer answer = ask("query", "{ } | rate()", "&start=%d&end=%d".formatted(BASE, BASE + 30));

    assertThat(answer.at("/series/0/value").asDouble()).isEqualTo(0.1);
    assertThat(answer.at("/series/0/labels/0/value/stringValue").asText()).isEqualTo("rate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|15s",
        "&since=1d|360s",
        "&start=1767312000&end=1767312030|100ms",
        "&since=2h|30s",
        "&start=1767311940&end=1767312060|1s",
        "&start=1767311940000000000&end=1767312060.5|1s",
        "&start=2026-01-02T00:00:00Z&end=2026-01-02T01:00:00%2B00:00|15s",
        "&step=0.5|500ms",
        "&step=1m30s|90s",
        "&step=0.5s|500ms",
      })
  void step_notGiven_fitsTheRange(String more, String step) {
    JsonNode samples =
        ask("query_range", "{ } | rate()", more == null ? "" : more).at("/series/0/samples");

    long millis = samples.at("/1/timestampMs").asLong() - samples.at("/0/timestampMs").asLong();
    assertThat(millis * 1_000_000).isEqualTo(Times.length(step).toNanos());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q=|invalid TraceQL query: parse error at line 1, column 1",
        "q=%7B%7D|invalid TraceQL query: metrics need a function over time",
        "query=%7B|invalid TraceQL query: parse error at line 1",
        "RATE&start=5&end=5|end must be greater than start",
        "RATE&start=9&end=5|end must be greater than start",
        "RATE&start=x|invalid start: needs seconds or nanoseconds",
        "RATE&start=-1|invalid start: needs seconds or nanoseconds",
        "RATE&end=99999999999999999999|invalid end: needs seconds",
        "RATE&end=2026-13-01T00:00:00Z|invalid end: needs seconds",
        "RATE&end=1.2.3|invalid end: needs seconds",
        "RATE&since=x|invalid since: needs a duration",
        "RATE&since=0s|invalid since: needs a duration above 0",
        "RATE&since=-1h|invalid since: needs a duration above 0",
        "RATE&since=2d|metrics query time range exceeds the maximum allowed duration of 24h0m0s",
        "RATE&step=0|invalid step: needs a duration above 0",
        "RATE&step=x|invalid step: needs a duration",
        "RATE&step=-5s|invalid step: needs a duration above 0",
        "RATE&step=1ms|step of 1ms is too small, minimum step for given range is 360ms",
        "RATE&step=999999999999999999s|invalid step: needs a duration",
        "RATE&exemplars=x|invalid exemplars: needs a whole number",
        "RATE&exemplars=-1|invalid exemplars: needs a whole number",
        "RATE&maxSeries=x|invalid maxSeries: needs a whole number",
        "RATE&start=1&end=9223372036854775807|metrics query time range exceeds",
      })
  void question_thatIsNone_saysWhatItGot(String parameters, String message) {
    String sent = parameters.replace("RATE", "q=%7B%7D%7Crate()");
    Answer answer = house.get("/api/metrics/query_range?" + sent.replace("|", "%7C"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith(message).endsWith("\n");
  }
}
