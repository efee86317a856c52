package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.BASE;
import static dev.clew.serve.api.SpanSketch.span;
import static dev.clew.serve.api.SpanSketch.spanWithoutService;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class V1TraceTest {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  private static JsonNode trace(SpanSketch... spans) {
    return trace("", spans);
  }

  private static JsonNode trace(String query, SpanSketch... spans) {
    try (var house = ApiHouse.of(spans)) {
      Answer answer = house.get("/api/traces/1" + query);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.at("/data")).hasSize(1);
      return answer.at("/data/0");
    }
  }

  private static JsonNode only(SpanSketch span) {
    return trace(span).at("/spans/0");
  }

  @Test
  void trace_plainSpan_hasEveryMember() {
    try (var house = ApiHouse.of(span("shop", "GET /").id(0xab).at(1_999).lasting(2_999))) {
      assertThat(house.get("/api/traces/1").text())
          .isEqualTo(
              """
              {"data":[{"traceID":"0000000000000001","spans":[{"traceID":"0000000000000001",\
              "spanID":"00000000000000ab","operationName":"GET /","references":[],\
              "startTime":1767312000000001,"duration":2,\
              "tags":[{"key":"span.kind","type":"string","value":"internal"}],\
              "logs":[],"processID":"p1","warnings":null}],\
              "processes":{"p1":{"serviceName":"shop","tags":[]}},"warnings":null}],\
              "total":0,"limit":0,"offset":0,"errors":null}\
              """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "01",
        "00000000000000000000000000000001",
        "AAAAAAAAAAE=",
        "AAAAAAAAAAAAAAAAAAAAAQ==",
        "AAAAAAAAAAAAAAAAAAAAAQ"
      })
  void trace_idInAnyForm_isFound(String id) {
    try (var house = ApiHouse.of(span("shop", "GET /"))) {
      assertThat(house.get("/api/traces/" + id).status()).isEqualTo(200);
    }
  }

  @Test
  void trace_idOf128Bits_isShownWhole() {
    try (var house = ApiHouse.of(span("shop", "GET /").trace(0xabc, 5))) {
      assertThat(house.get("/api/traces/ABC0000000000000005").at("/data/0/traceID").textValue())
          .isEqualTo("0000000000000abc0000000000000005");
    }
  }

  @Test
  void trace_unknown_isNotFoundInPlainText() {
    try (var house = ApiHouse.of(span("shop", "GET /"))) {
      Answer answer = house.get("/api/traces/2");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(answer.text())
          .isEqualTo(
              """
              {"data":null,"total":0,"limit":0,"offset":0,\
              "errors":[{"code":404,"msg":"trace not found"}]}
              """);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/traces/nothex, 'malformed trace id: trace id needs 1 to 32 hex digits, got \"nothex\"'",
    "/api/traces/0, malformed trace id: trace id must not be all zeroes",
    "/api/traces/1?raw=x, 'unable to parse param ''raw'': needs true or false, got \"x\"'"
  })
  void trace_badRequest_saysWhy(String path, String message) {
    try (var house = ApiHouse.of(span("shop", "GET /"))) {
      Answer answer = house.get(path);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.at("/errors/0/msg").textValue()).isEqualTo(message);
    }
  }

  @Test
  void tags_ofEveryType_keepIt() {
    JsonNode tags =
        only(span("shop", "x")
                .kind(SpanKind.UNSPECIFIED)
                .with(Attribute.of("a", "text"), Attribute.of("b", true))
                .with(Attribute.of("c", -7), Attribute.of("d", 1L << 60))
                .with(Attribute.of("e", 0.25), Attribute.of("f", Double.NaN))
                .with("g", new AttributeValue.Bytes(new byte[] {1, 2, (byte) 255})))
            .get("tags");

    assertThat(tags.toString())
        .isEqualTo(
            """
            [{"key":"a","type":"string","value":"text"},{"key":"b","type":"bool","value":true},\
            {"key":"c","type":"int64","value":-7},\
            {"key":"d","type":"int64","value":"1152921504606846976"},\
            {"key":"e","type":"float64","value":0.25},{"key":"f","type":"float64","value":"NaN"},\
            {"key":"g","type":"binary","value":"AQL/"}]\
            """);
  }

  @Test
  void tags_compoundValues_areTexts() {
    var list = new AttributeValue.Array(List.of(new AttributeValue.Int(1)));
    var map = new AttributeValue.Map(List.of(Attribute.of("k", "v")));
    JsonNode tags =
        only(span("shop", "x")
                .kind(SpanKind.UNSPECIFIED)
                .with("a", list)
                .with("b", map)
                .with("c", new AttributeValue.Empty()))
            .get("tags");

    assertThat(tags.toString())
        .isEqualTo(
            """
            [{"key":"a","type":"string","value":"[1]"},\
            {"key":"b","type":"string","value":"{\\"k\\":\\"v\\"}"},\
            {"key":"c","type":"string","value":""}]\
            """);
  }

  @Test
  void tags_whatOpenTelemetryKeepsElsewhere_isATag() {
    JsonNode tags =
        only(span("shop", "x")
                .kind(SpanKind.CLIENT)
                .scope("lib", "2")
                .state("a=b")
                .status(StatusCode.ERROR, "broken"))
            .get("tags");

    assertThat(tags.findValuesAsText("key"))
        .containsExactly(
            "otel.scope.name",
            "otel.scope.version",
            "span.kind",
            "otel.status_code",
            "error",
            "otel.status_description",
            "w3c.tracestate");
    assertThat(tags.findValuesAsText("value"))
        .containsExactly("lib", "2", "client", "ERROR", "true", "broken", "a=b");
  }

  @Test
  void tags_unlessRaw_areInOrderOfTheirKeysWithDottedAddresses() {
    SpanSketch span =
        span("shop", "x")
            .kind(SpanKind.UNSPECIFIED)
            .with(Attribute.of("z", "1"), Attribute.of("peer.ipv4", 0x7f000001));

    assertThat(trace(span).at("/spans/0/tags").findValuesAsText("value"))
        .containsExactly("127.0.0.1", "1");
    assertThat(trace("?raw=true", span).at("/spans/0/tags").findValuesAsText("value"))
        .containsExactly("1", "2130706433");
  }

  @Test
  void logs_ofEvents_areInOrderOfTime() {
    JsonNode logs =
        only(span("shop", "x")
                .event(5 * MICRO, "late", Attribute.of("n", 1))
                .event(3 * MICRO, "early"))
            .get("logs");

    assertThat(logs.toString())
        .isEqualTo(
            """
            [{"timestamp":1767312000000003,\
            "fields":[{"key":"event","type":"string","value":"early"}]},\
            {"timestamp":1767312000000005,\
            "fields":[{"key":"event","type":"string","value":"late"},\
            {"key":"n","type":"int64","value":1}]}]\
            """);
  }

  @Test
  void references_parentAndLinks_areShownInThisOrder() {
    JsonNode spans =
        trace(
                span("shop", "parent").id(1),
                span("shop", "child")
                    .id(2)
                    .parent(1)
                    .link(9, 9)
                    .link(8, 8, Attribute.of("opentracing.ref_type", "child_of")))
            .get("spans");

    assertThat(spans.at("/1/references").toString())
        .isEqualTo(
            """
            [{"refType":"CHILD_OF","traceID":"0000000000000001","spanID":"0000000000000001"},\
            {"refType":"FOLLOWS_FROM","traceID":"0000000000000009","spanID":"0000000000000009"},\
            {"refType":"CHILD_OF","traceID":"0000000000000008","spanID":"0000000000000008"}]\
            """);
  }

  @Test
  void references_linkToNowhere_isLeftOutWithAWarning() {
    SpanSketch span = span("shop", "x").link(0, 0);

    assertThat(only(span).get("references")).isEmpty();
    assertThat(only(span).get("warnings").toString()).isEqualTo("[\"Invalid span link removed\"]");
    assertThat(trace("?raw=1", span).at("/spans/0/references")).hasSize(1);
  }

  @Test
  void processes_equalResources_areOne() {
    JsonNode trace =
        trace(
            span("shop", "a").id(1).resource(Attribute.of("host.name", "h1")),
            span("shop", "b").id(2).at(1).resource(Attribute.of("host.name", "h1")),
            span("shop", "c").id(3).at(2).resource(Attribute.of("host.name", "h2")),
            spanWithoutService("d").id(4).at(3));

    assertThat(trace.get("spans").findValuesAsText("processID"))
        .containsExactly("p1", "p1", "p2", "p3");
    assertThat(trace.get("processes").toString())
        .isEqualTo(
            """
            {"p1":{"serviceName":"shop","tags":[{"key":"host.name","type":"string","value":"h1"}]},\
            "p2":{"serviceName":"shop","tags":[{"key":"host.name","type":"string","value":"h2"}]},\
            "p3":{"serviceName":"OTLPResourceNoServiceName","tags":[]}}\
            """);
  }

  @Test
  void trace_severalRootsAndAnOrphan_isWhole() {
    JsonNode spans =
        trace(
                span("shop", "root 2").id(2).at(2),
                span("shop", "orphan").id(3).parent(0x99).at(3),
                span("shop", "root 1").id(1))
            .get("spans");

    assertThat(spans.findValuesAsText("operationName"))
        .containsExactly("root 1", "root 2", "orphan");
    assertThat(spans.at("/2/references/0/spanID").textValue()).isEqualTo("0000000000000099");
    assertThat(spans.at("/2/warnings/0").textValue())
        .isEqualTo(
            "parent span ID=0000000000000099 is not in the trace; skipping clock skew adjustment");
  }

  @Test
  void trace_spanSentTwice_isOne() {
    assertThat(trace(span("shop", "x").id(1), span("shop", "x").id(1)).get("spans")).hasSize(1);
  }

  @Test
  void trace_idSharedByBothEndsOfACall_isSplit() {
    JsonNode spans =
        trace(
                span("shop", "call").id(5).kind(SpanKind.CLIENT),
                span("bank", "serve").id(5).kind(SpanKind.SERVER).at(1),
                span("bank", "work").id(6).parent(5).at(2))
            .get("spans");

    assertThat(spans.findValuesAsText("operationName")).containsExactly("call", "serve", "work");
    assertThat(spans.valueStream().map(span -> span.get("spanID").textValue()))
        .containsExactly("0000000000000005", "0000000000000001", "0000000000000006");
    assertThat(spans.at("/1/references/0/spanID").textValue()).isEqualTo("0000000000000005");
    assertThat(spans.at("/2/references/0/spanID").textValue()).isEqualTo("0000000000000001");
  }

  private static JsonNode callFrom(String client, String server, long at, long lasting) {
    return trace(
            span("shop", "call")
                .id(1)
                .lasting(10 * MILLI)
                .resource(Attribute.of("host.name", client)),
            span("bank", "serve")
                .id(2)
                .parent(1)
                .at(at * MILLI)
                .lasting(lasting * MILLI)
                .resource(Attribute.of("host.name", server)))
        .get("spans")
        .valueStream()
        .filter(span -> span.get("operationName").textValue().equals("serve"))
        .findAny()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"-100, 4, 103ms", "50, 4, -47ms", "-1, 20, 1ms", "7, 4, -4ms"})
  void trace_clocksOfTwoHostsApart_isWarnedOfAndLeftAlone(long at, long lasting, String delta) {
    JsonNode child = callFrom("a", "b", at, lasting);

    assertThat(child.get("startTime").longValue()).isEqualTo((BASE + at * MILLI) / 1000);
    assertThat(child.at("/warnings/0").textValue())
        .isEqualTo("clock skew adjustment disabled; not applying calculated delta of " + delta);
  }

  @ParameterizedTest
  @CsvSource({"a, a, -100, 4", "a, '', -100, 4", "a, b, 3, 4", "a, b, 3, 20"})
  void trace_noEvidenceOfTwoClocks_isNotWarnedOf(
      String client, String server, long at, long lasting) {
    assertThat(callFrom(client, server, at, lasting).get("warnings").isNull()).isTrue();
  }
}
