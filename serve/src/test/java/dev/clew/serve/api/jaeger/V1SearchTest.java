package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.BASE;
import static dev.clew.serve.api.SpanSketch.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class V1SearchTest {
  private static final long MILLI = 1_000_000;
  private static final long DAY = 86_400_000 * MILLI;

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "checkout")
                .trace(1)
                .id(1)
                .kind(SpanKind.SERVER)
                .lasting(50 * MILLI)
                .status(StatusCode.ERROR, "card refused")
                .with(Attribute.of("http.status_code", 500), Attribute.of("cached", true))
                .with(Attribute.of("ratio", 0.5), Attribute.of("zip", "007"))
                .with("body", new AttributeValue.Bytes(new byte[] {1})),
            span("bank", "charge").trace(1).id(2).parent(1).at(MILLI).lasting(30 * MILLI),
            span("shop", "browse")
                .trace(2)
                .id(3)
                .at(10 * MILLI)
                .lasting(5 * MILLI)
                .event(11 * MILLI, "cache.miss", Attribute.of("key", "a:b")),
            span("shop", "browse").trace(3).id(4).at(-3 * DAY),
            span("shop", "browse").trace(7, 4).id(5).at(20 * MILLI).scope("lib", "1"));
  }

  @AfterAll
  void close() {
    house.close();
  }

  private List<String> found(String query) {
    Answer answer = house.get("/api/traces?service=shop&" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("/data").findValuesAsText("traceID").stream().distinct().toList();
  }

  private List<String> withTag(String tag) {
    return found("tag=" + URLEncoder.encode(tag, UTF_8));
  }

  private static String id(long low) {
    return "%016x".formatted(low);
  }

  @Test
  void search_service_findsTheLastTwoDaysNewestFirst() {
    assertThat(found("")).containsExactly("0000000000000007" + id(4), id(2), id(1));
  }

  @Test
  void search_found_showsWholeTraces() {
    Answer answer = house.get("/api/traces?service=bank");

    assertThat(answer.at("/data/0/spans").findValuesAsText("operationName"))
        .containsExactly("checkout", "charge");
    assertThat(answer.at("/total").intValue()).isZero();
    assertThat(answer.at("/errors").isNull()).isTrue();
  }

  @Test
  void search_nothingFound_isAnEmptyList() {
    assertThat(house.get("/api/traces?service=nobody").text())
        .isEqualTo("{\"data\":[],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "operation=checkout, 1",
    "minDuration=30ms, 1",
    "maxDuration=5000us&limit=2, 2",
    "minDuration=2ms&maxDuration=0.01s, 1",
    "operation=charge, 0",
    "limit=2, 2",
    "limit=1&lookback=1h, 1",
    "limit=99999, 3"
  })
  void search_parameters_narrowIt(String query, int traces) {
    assertThat(found(query)).hasSize(traces);
  }

  @Test
  void search_startAndEnd_areBothIncluded() {
    long micros = BASE / 1000;

    assertThat(found("start=" + micros + "&end=" + micros)).containsExactly(id(1));
    assertThat(found("start=" + (micros + 1) + "&end=" + (micros + 10_000))).containsExactly(id(2));
    assertThat(found("start=0")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.status_code:500",
        "cached:true",
        "ratio:0.5",
        "zip:007",
        "error:true",
        "span.kind:server",
        "otel.status_code:ERROR",
        "otel.status_description:card refused"
      })
  void search_tag_meetsWhatJaegerShows(String tag) {
    assertThat(withTag(tag)).containsExactly(id(1));
  }

  @Test
  void search_tag_splitsAtTheFirstColonAndSeesEvents() {
    assertThat(withTag("key:a:b")).containsExactly(id(2));
    assertThat(withTag("event:cache.miss")).containsExactly(id(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip:7", "http.status_code:0500", "cached:TRUE", "error:1", "none:x"})
  void search_otherText_meetsNothing(String tag) {
    assertThat(withTag(tag)).isEmpty();
  }

  @Test
  void search_errorFalse_findsSpansWithoutError() {
    assertThat(withTag("error:false")).doesNotContain(id(1)).hasSize(2);
  }

  @Test
  void search_tagsAsJson_mustAllHold() {
    String both = "{\"http.status_code\":\"500\",\"cached\":\"true\"}";
    String one = "{\"http.status_code\":\"500\",\"cached\":\"false\"}";

    assertThat(found("tags=" + URLEncoder.encode(both, UTF_8))).containsExactly(id(1));
    assertThat(found("tags=" + URLEncoder.encode(one, UTF_8))).isEmpty();
    assertThat(found("tag=zip:007&tags=" + URLEncoder.encode(both, UTF_8))).hasSize(1);
  }

  @Test
  void search_traceIds_comeBeforeAllElse() {
    Answer answer =
        house.get("/api/traces?traceID=1&traceID=00070000000000000004&traceID=1&traceID=ff");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/data").valueStream().map(trace -> trace.get("traceID").textValue()))
        .containsExactly(id(1), "0000000000000007" + id(4));
    assertThat(answer.at("/errors").toString())
        .isEqualTo("[{\"msg\":\"trace not found\",\"traceID\":\"00000000000000ff\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "operation=x | parameter 'service' is required",
        "service=a&minDuration=2s&maxDuration=1s | 'maxDuration' should be greater than 'minDuration'",
        "service=a&minDuration=soon | unable to parse param 'minDuration': needs a duration such as 1.2s, 100ms or 500us, got \"soon\"",
        "service=a&limit=many | unable to parse param 'limit': needs a whole number from 0 to 2147483647, got \"many\"",
        "service=a&start=x | unable to parse param 'start': needs a whole number of microseconds, got \"x\"",
        "service=a&raw=maybe | unable to parse param 'raw': needs true or false, got \"maybe\"",
        "service=a&start=2&end=1 | 'end' should not be before 'start'",
        "service=a&tag=x | malformed 'tag' parameter: needs key:value, got \"x\"",
        "service=a&tags=x | malformed 'tags' parameter: needs a JSON object with texts as values, got \"x\"",
        "service=a&tags=%7B%22n%22:1%7D | malformed 'tags' parameter: \"n\" needs a text as its value",
        "traceID=xyz | malformed trace id: trace id needs 1 to 32 hex digits, got \"xyz\"",
        "traceID=0 | malformed trace id: trace id must not be all zeroes"
      })
  void search_badParameter_isNamed(String query, String message) {
    Answer answer = house.get("/api/traces?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/code").intValue()).isEqualTo(400);
    assertThat(answer.at("/errors/0/msg").textValue()).isEqualTo(message);
    assertThat(answer.at("/data").isNull()).isTrue();
  }
}
