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
import dev.clew.serve.api.SpanSketch;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
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
      })
  void id_thatIsNone_saysWhatItGot(String id, String message) {
    for (String version : List.of("/api/traces/", "/api/v2/traces/")) {
      Answer answer = house.get(version + id);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).isEqualTo(message + "\n");
      assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    }
  }
}
