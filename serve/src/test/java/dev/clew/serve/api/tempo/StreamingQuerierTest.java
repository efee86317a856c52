package dev.clew.serve.api.tempo;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DynamicMessage;
import dev.clew.model.Attribute;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The streams read by gRPC's own client, with the messages of `docs/tempo.proto`.
class StreamingQuerierTest {
  private static final long BASE = SpanSketch.BASE / 1_000_000_000;

  private ApiHouse house;
  private TempoCalls calls;

  @BeforeEach
  void open() {
    house =
        TempoHouse.of(
            IntStream.rangeClosed(1, 25)
                .mapToObj(n ->
                    span("web", "GET /")
                        .trace(n)
                        .id(n)
                        .at(n * 1000L)
                        .lasting(5_000_000)
                        .with(Attribute.of("n", n), Attribute.of("kind", n % 2 == 0 ? "a" : "b")))
                .toArray(SpanSketch[]::new));
    calls = new TempoCalls(house.address("/").getPort());
  }

  @AfterEach
  void close() {
    calls.close();
    house.close();
  }

  private List<JsonNode> search(Map<String, Object> fields) {
    return calls
        .call("Search", TempoCalls.request("SearchRequest", fields), "SearchResponse")
        .stream()
        .map(answer -> (JsonNode) ProtoTree.of(answer))
        .toList();
  }

  private static List<String> ids(List<JsonNode> answers) {
    return answers.stream()
        .flatMap(answer -> answer.at("/traces").findValuesAsText("traceID").stream())
        .toList();
  }

  @Test
  void search_ofManyTraces_comesInParts_eachTraceOnce() {
    List<JsonNode> answers = search(Map.of("query", "{ }", "limit", 20));

    assertThat(answers).hasSizeGreaterThan(1);
    assertThat(answers.getFirst().at("/traces")).hasSize(10);
    assertThat(ids(answers)).hasSize(20).doesNotHaveDuplicates().startsWith("19", "18", "17");
  }

  @Test
  void search_withALimitOfItsOwn_keepsIt() {
    assertThat(ids(search(Map.of("query", "{ } order by start desc limit 3")))).hasSize(3);
  }

  @Test
  void search_byTags_finds() {
    Map<String, Object> asked =
        Map.of("tags", Map.of("n", "7"), "minDurationMs", 5, "maxDurationMs", 5);

    assertThat(ids(search(asked))).containsExactly("7");
    assertThat(ids(search(Map.of("tags", Map.of("n", "7"), "minDurationMs", 6)))).isEmpty();
  }

  @Test
  void search_inBothForms_saysTheSame() throws Exception {
    String path = "/api/search?q=%7B%20.n%20=%207%20%7D";

    JsonNode json = house.get(path).json();
    byte[] proto = house.get(path, "accept", "application/protobuf").bytes();

    DynamicMessage message = DynamicMessage.parseFrom(TempoProto.message("SearchResponse"), proto);
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    assertThat(ProtoTree.of(message)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/search/tags|SearchTagsResponse",
        "/api/v2/search/tags|SearchTagsV2Response",
        "/api/search/tag/n/values|SearchTagValuesResponse",
        "/api/v2/search/tag/span.n/values|SearchTagValuesV2Response",
        "/api/metrics/query_range?q=%7B%7D%7Ccount_over_time()by(span.kind)&step=60&maxSeries=1|QueryRangeResponse",
      })
  void answers_inBothForms_sayTheSame(String path, String type) throws Exception {
    String json = house.get(path).text();
    byte[] proto = house.get(path, "accept", "application/protobuf").bytes();

    DynamicMessage message = DynamicMessage.parseFrom(TempoProto.message(type), proto);
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    // Protobuf does not tell a zero from nothing.
    String told = json.replace("\"value\":0.0,", "");
    assertThat(ProtoTree.of(message)).hasToString(told);
  }

  @Test
  void tags_ofSelectedSpans_areByScope() {
    var request =
        TempoCalls.request("SearchTagsRequest", Map.of("scope", "span", "query", "{ .n = 7 }"));

    List<DynamicMessage> answers = calls.call("SearchTagsV2", request, "SearchTagsV2Response");

    assertThat(ProtoTree.of(answers.getFirst()))
        .hasToString("{\"scopes\":[{\"name\":\"span\",\"tags\":[\"kind\",\"n\"]}],\"metrics\":{}}");
  }

  @Test
  void values_ofATag_areText() {
    var request = TempoCalls.request("SearchTagValuesRequest", Map.of("tagName", "service.name"));

    List<DynamicMessage> answers =
        calls.call("SearchTagValues", request, "SearchTagValuesResponse");

    assertThat(ProtoTree.of(answers.getFirst()))
        .hasToString("{\"tagValues\":[\"web\"],\"metrics\":{}}");
  }

  @Test
  void values_ofSelectedSpans_haveTypes() {
    var request =
        TempoCalls.request(
            "SearchTagValuesRequest", Map.of("tagName", "span.kind", "query", "{ .n = 7 }"));

    List<DynamicMessage> answers =
        calls.call("SearchTagValuesV2", request, "SearchTagValuesV2Response");

    assertThat(ProtoTree.of(answers.getFirst()))
        .hasToString("{\"tagValues\":[{\"type\":\"string\",\"value\":\"b\"}],\"metrics\":{}}");
  }

  @Test
  void metrics_overTime_haveSamples() {
    long start = BASE * 1_000_000_000;
    var request =
        TempoCalls.request(
            "QueryRangeRequest",
            Map.of(
                "query",
                "{ } | count_over_time()",
                "start",
                start,
                "end",
                start + 20_000_000_000L,
                "step",
                10_000_000_000L));

    JsonNode series =
        ProtoTree.of(calls.call("MetricsQueryRange", request, "QueryRangeResponse").getFirst());

    assertThat(series.at("/series/0/samples/1/value").asDouble()).isEqualTo(25);
    assertThat(series.at("/series/0/samples/1/timestampMs").asText())
        .isEqualTo("" + (BASE + 10) * 1000);
  }

  @Test
  void metrics_atOnce_areOneNumber() {
    long start = BASE * 1_000_000_000;
    var request =
        TempoCalls.request(
            "QueryInstantRequest",
            Map.of("query", "{ } | rate()", "start", start, "end", start + 10_000_000_000L));

    JsonNode series =
        ProtoTree.of(calls.call("MetricsQueryInstant", request, "QueryInstantResponse").getFirst());

    assertThat(series.at("/series/0/value").asDouble()).isEqualTo(2.5);
  }

  private void refused(String call, String type, Map<String, Object> fields, String message) {
    var request = TempoCalls.request(type, fields);
    assertThatThrownBy(() -> calls.call(call, request, "SearchResponse"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal -> {
              assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(refusal.getStatus().getDescription()).startsWith(message);
            });
  }

  @Test
  void questions_thatAreNone_areInvalid() {
    String search = "SearchRequest";
    refused("Search", search, Map.of("query", "{"), "invalid TraceQL query: parse error at line 1");
    refused("Search", search, Map.of("query", "{} | rate()"), "invalid TraceQL query: a search");
    refused("Search", search, Map.of("query", "ü"), "invalid TraceQL query: parse error");
    refused(
        "Search",
        search,
        Map.of("query", "{}", "tags", Map.of("a", "b")),
        "invalid request: can't");
    refused("Search", search, Map.of("limit", 262_145), "limit 262145 exceeds");
    refused("Search", search, Map.of("limit", -1), "limit 4294967295 exceeds");
    refused("Search", search, Map.of("spansPerSpanSet", 101), "spans per span set exceeds 100");
    refused("Search", search, Map.of("start", 1), "please provide positive values");
    refused("Search", search, Map.of("start", 9, "end", 5), "http parameter start must be before");
    refused("Search", search, Map.of("start", 1, "end", 999_999), "range specified by start and");
    refused(
        "Search", search, Map.of("minDurationMs", 9, "maxDurationMs", 5), "invalid maxDuration");
    refused("SearchTags", "SearchTagsRequest", Map.of("scope", "x"), "invalid scope: x");
    refused("SearchTagsV2", "SearchTagsRequest", Map.of("end", 5), "please provide positive");
    refused(
        "SearchTagValues", "SearchTagValuesRequest", Map.of(), "please provide a valid tagName");
    refused(
        "SearchTagValuesV2", "SearchTagValuesRequest", Map.of(), "please provide a valid tagName");
    refused(
        "SearchTagValuesV2",
        "SearchTagValuesRequest",
        Map.of("tagName", "{}"),
        "please provide a valid tagName");
    String range = "QueryRangeRequest";
    refused("MetricsQueryRange", range, Map.of("query", "{}"), "invalid TraceQL query: metrics");
    refused("MetricsQueryRange", range, Map.of("query", "{}|rate()"), "end must be greater");
    refused(
        "MetricsQueryRange",
        range,
        Map.of("query", "{}|rate()", "start", 1L, "end", Long.MAX_VALUE),
        "metrics query time range exceeds");
    refused(
        "MetricsQueryRange",
        range,
        Map.of("query", "{}|rate()", "start", 1L, "end", 3_600_000_000_000L, "step", 1L),
        "step of 1ns is too small");
    refused(
        "MetricsQueryRange",
        range,
        Map.of("query", "{}|rate()", "start", 1L, "end", 5L, "step", -1L),
        "invalid step");
    refused("MetricsQueryInstant", "QueryInstantRequest", Map.of(), "invalid TraceQL query");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "0000000005",
        "0000000001ff",
        "02000000000",
        "00ffffffff",
        "000000000208"
      })
  void bytes_thatAreNoMessage_areRefusedInGrpc(String hex) {
    byte[] body = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0");

    var answer =
        house.ask(
            "POST", "/tempopb.StreamingQuerier/Search", body, "content-type", "application/grpc");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/grpc");
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void call_thatIsNone_isUnimplemented() {
    var request = TempoCalls.request("SearchRequest", Map.of());
    assertThatThrownBy(() -> calls.call("Delete", request, "SearchResponse"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal ->
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }
}
