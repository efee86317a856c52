package dev.clew.serve.api.tempo;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.HookedStore;
import dev.clew.serve.api.SpanSketch;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
  private static final String PROTOBUF = "application/protobuf";

  private ApiHouse house;

  @BeforeEach
  void open() {
    house =
        TempoHouse.of(
            span("web", "GET /").trace(0xabc, 0xdef).id(1).kind(SpanKind.SERVER),
            span("web", "query")
                .trace(0xabc, 0xdef)
                .id(2)
                .parent(1)
                .kind(SpanKind.CLIENT)
                .status(StatusCode.ERROR, "no")
                .with(Attribute.of("kind", "odd"), new Attribute("n", new AttributeValue.Int(7)))
                .link(5, 6));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static JsonNode spanOf(JsonNode resourceSpans, int index) {
    return resourceSpans.findValues("spans").stream()
        .flatMap(JsonNode::valueStream)
        .toList()
        .get(index);
  }

  private static List<String> names(TracesData trace) {
    return trace.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(Span::getName)
        .toList();
  }

  @Test
  void firstVersion_inJson_isWhatProtobufMakesOfIt() {
    Answer answer = house.get("/api/traces/abc0000000000000def");

    assertThat(answer.header("content-type")).startsWith("application/json");
    JsonNode span = spanOf(answer.at("/batches"), 1);
    assertThat(span.at("/traceId").asText()).isEqualTo("AAAAAAAACrwAAAAAAAAN7w==");
    assertThat(span.at("/spanId").asText()).isEqualTo("AAAAAAAAAAI=");
    assertThat(span.at("/parentSpanId").asText()).isEqualTo("AAAAAAAAAAE=");
    assertThat(span.at("/kind").asText()).isEqualTo("SPAN_KIND_CLIENT");
    assertThat(span.at("/status/code").asText()).isEqualTo("STATUS_CODE_ERROR");
    assertThat(span.at("/startTimeUnixNano").asText()).isEqualTo("" + SpanSketch.BASE);
    assertThat(span.at("/attributes/0/value/stringValue").asText()).isEqualTo("odd");
    assertThat(span.at("/attributes/1/value/intValue").asText()).isEqualTo("7");
    assertThat(span.at("/links/0/spanId").asText()).isEqualTo("AAAAAAAAAAY=");
  }

  @Test
  void secondVersion_inJson_hasAnEnvelope() {
    Answer answer = house.get("/api/v2/traces/abc0000000000000def");

    JsonNode span = spanOf(answer.at("/trace/resourceSpans"), 0);
    assertThat(span.at("/kind").asText()).isEqualTo("SPAN_KIND_SERVER");
    assertThat(answer.at("/metrics").isObject()).isTrue();
    assertThat(answer.json().has("status")).isFalse();
  }

  @Test
  void firstVersion_inProtobuf_isOtlp() throws Exception {
    Answer answer = house.get("/api/traces/abc0000000000000def", "accept", PROTOBUF);

    assertThat(answer.header("content-type")).isEqualTo(PROTOBUF);
    assertThat(names(TracesData.parseFrom(answer.bytes()))).containsExactly("GET /", "query");
  }

  @Test
  void secondVersion_inProtobuf_hasTheTraceInItsFirstField() throws Exception {
    byte[] bytes = house.get("/api/v2/traces/abc0000000000000def", "accept", PROTOBUF).bytes();

    var unknown = UnknownFieldSet.parseFrom(bytes);
    TracesData trace =
        TracesData.parseFrom(unknown.getField(1).getLengthDelimitedList().getFirst());
    assertThat(names(trace)).containsExactly("GET /", "query");
  }

  @Test
  void firstVersion_ofATraceThatIsNone_is404WithoutAWord() {
    Answer answer = house.get("/api/traces/1");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void secondVersion_ofATraceThatIsNone_isEmpty() throws Exception {
    Answer answer = house.get("/api/v2/traces/1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"trace\":{},\"metrics\":{}}");
    byte[] bytes = house.get("/api/v2/traces/1", "accept", PROTOBUF).bytes();
    assertThat(UnknownFieldSet.parseFrom(bytes).hasField(1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc0000000000000def",
        "ABC0000000000000DEF",
        "0000000000000abc0000000000000def",
        "abc0000000000000def?start=1&end=2",
        "abc0000000000000def?start=5"
      })
  void id_inEachSpelling_isFound(String id) {
    assertThat(house.get("/api/traces/" + id).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xyz|trace IDs can only contain hex characters: invalid character 'x' at position 1",
        "12g4|trace IDs can only contain hex characters: invalid character 'g' at position 3",
        "%F0%9F%98%80|trace IDs can only contain hex characters: invalid character '😀' at position 1",
        "000000000000000000000000000000001|trace IDs can't be larger than 128 bits",
        "0|trace ID: trace id must not be all zeroes",
        "1?start=5&end=5|http parameter start must be before end. received start=5 end=5",
        "1?start=x&end=5|invalid start: needs a whole number from 0 to 4294967295, got \"x\"",
        "1?start=1&end=-5|invalid end: needs a whole number from 0 to 4294967295, got \"-5\"",
        "1?start=9&end=5|http parameter start must be before end. received start=9 end=5",
        "1?start=1&end=4294967296|invalid end: needs a whole number from 0 to 4294967295, got \"4294967296\"",
        "1?start=1.5&end=5|invalid start: needs a whole number from 0 to 4294967295, got \"1.5\"",
        "1?start=1e3&end=5|invalid start: needs a whole number from 0 to 4294967295, got \"1e3\"",
        "1?start=%20&end=5|invalid start: needs a whole number from 0 to 4294967295, got \" \"",
        "1?start=0x1&end=5|invalid start: needs a whole number from 0 to 4294967295, got \"0x1\"",
        "%20|trace IDs can only contain hex characters: invalid character ' ' at position 1",
        "1%20|trace IDs can only contain hex characters: invalid character ' ' at position 2",
        "-1|trace IDs can only contain hex characters: invalid character '-' at position 1",
        "0x1|trace IDs can only contain hex characters: invalid character 'x' at position 2",
        "1.0|trace IDs can only contain hex characters: invalid character '.' at position 2",
        "1%252F2|trace IDs can only contain hex characters: invalid character '%' at position 2",
        "%D9%A1|trace IDs can only contain hex characters: invalid character '١' at position 1",
        "00000000000000000000000000000000|trace ID: trace id must not be all zeroes",
        "123456781234567812345678123456781234567812345678|trace IDs can't be larger than 128 bits",
      })
  void id_thatIsNone_saysWhatItGot(String id, String message) {
    for (String version : List.of("/api/traces/", "/api/v2/traces/")) {
      Answer answer = house.get(version + id);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).isEqualTo(message + "\n");
      assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q=x",
        "q=%7B",
        "q=%7B%20%7D%20%7C%20rate()",
        "q=%7B%20%7D%20%7C%20count()%20%3E%201",
        "q=%7B%20%7D%20%26%26%20%7B%20%7D",
        "q=%7B%20%7D%20%7C%20select(name)",
        "q=%7B%20.a%20%3D%20%7D",
        "q=%7B%20name%20%3D%201%20%7D",
        "match_depth=-1",
        "match_depth=x",
        "match_depth=1.5",
        "match_depth=2147483648",
        "match_depth=%201",
        "ancestor_depth=-2",
        "ancestor_depth=x",
        "ancestor_depth=2147483648",
        "ancestor_depth=1e3",
        "keep_hierarchy=yes",
        "keep_hierarchy=TRUE1",
        "keep_hierarchy=2",
        "keep_hierarchy=%20"
      })
  void pruning_nonsense_isRefused(String query) {
    Answer answer = house.get("/api/v2/traces/abc0000000000000def?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("invalid ");
  }

  @ParameterizedTest
  @CsvSource({
    "'', root a b c d e",
    "&keep_hierarchy=true, root a b c d e",
  })
  void pruning_withoutAFilter_leavesAll(String parameters, String names) {
    assertThat(pruned("x=1" + parameters)).isEqualTo(names);
  }

  /// The trace is root > (a > (b > c), d > e); the filter passes b alone.
  @ParameterizedTest
  @CsvSource({
    "'', b",
    "&keep_hierarchy=false&ancestor_depth=5, b",
    "&keep_hierarchy=true, root a b",
    "&keep_hierarchy=1&ancestor_depth=-1, root a b",
    "&keep_hierarchy=true&ancestor_depth=1, a b",
    "&keep_hierarchy=true&ancestor_depth=0, b",
    "&match_depth=1, b c",
    "&match_depth=7&keep_hierarchy=true, root a b c",
  })
  void pruning_byAFilter_leavesWhatIsAroundIt(String parameters, String names) {
    assertThat(pruned("q=%7Bname=%22b%22%7D" + parameters)).isEqualTo(names);
  }

  @Test
  void pruning_nothingPasses_leavesNothing() {
    Answer answer = house.get("/api/v2/traces/abc0000000000000def?q=%7Bname=%22z%22%7D");

    assertThat(answer.text()).isEqualTo("{\"trace\":{},\"metrics\":{}}");
  }

  private static String pruned(String parameters) {
    try (ApiHouse tree =
        TempoHouse.of(
            span("s", "root").id(1),
            span("s", "a").id(2).parent(1),
            span("s", "b").id(3).parent(2),
            span("s", "c").id(4).parent(3),
            span("s", "d").id(5).parent(1),
            span("s", "e").id(6).parent(5))) {
      var names = new ArrayList<String>();
      tree.get("/api/v2/traces/1?" + parameters)
          .at("/trace/resourceSpans")
          .findValues("name")
          .forEach(name -> names.add(name.asText()));
      return String.join(" ", names);
    }
  }

  /// Gives its two spans as two parts, as a store does with a large trace.
  private static ApiHouse cutting(long mostBytes) {
    var store =
        new HookedStore(List.of(span("s", "a").make(), span("s", "b").id(2).make()), () -> {});
    return TempoHouse.cutting(store, mostBytes);
  }

  @Test
  void secondVersion_ofALargeTrace_isPartAndSaysSo() throws Exception {
    try (ApiHouse cut = cutting(1)) {
      Answer answer = cut.get("/api/v2/traces/1");

      assertThat(answer.at("/trace").findValues("spanId")).hasSize(1);
      assertThat(answer.at("/status").asText()).isEqualTo("PARTIAL");
      assertThat(answer.at("/message").asText())
          .isEqualTo("Trace exceeds maximum size of 1 bytes, a partial trace is returned");
      var fields =
          UnknownFieldSet.parseFrom(cut.get("/api/v2/traces/1", "accept", PROTOBUF).bytes());
      assertThat(fields.getField(3).getVarintList()).containsExactly(1L);
    }
  }

  @Test
  void eachVersion_ofATraceInParts_isWhole() throws Exception {
    try (ApiHouse whole = cutting(1 << 20)) {
      assertThat(whole.get("/api/v2/traces/1").at("/trace").findValues("spanId")).hasSize(2);
      assertThat(whole.get("/api/v2/traces/1").json().has("status")).isFalse();
      assertThat(whole.get("/api/traces/1").at("/batches").findValues("spanId")).hasSize(2);
      byte[] first = whole.get("/api/traces/1", "accept", PROTOBUF).bytes();
      assertThat(names(TracesData.parseFrom(first))).containsExactly("a", "b");
      // The second version's trace comes in pieces, which protobuf makes one of.
      var second =
          UnknownFieldSet.parseFrom(whole.get("/api/v2/traces/1", "accept", PROTOBUF).bytes());
      var trace = TracesData.newBuilder();
      for (var piece : second.getField(1).getLengthDelimitedList()) {
        trace.mergeFrom(piece);
      }
      assertThat(names(trace.build())).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/traces/abc0000000000000def",
        "/api/v2/traces/abc0000000000000def",
        "/api/search?limit=1",
        "/api/search/tag/name/values",
        "/api/v2/search/tag/name/values",
        "/api/echo",
        "/ready",
        "/api/status/buildinfo",
        "/status/config"
      })
  void prefix_ofTempo_answersTheSame(String path) {
    assertThat(house.get("/tempo" + path).status()).isEqualTo(200);
    assertThat(house.get("/tempo" + path).text()).isEqualTo(house.get(path).text());
  }
}
