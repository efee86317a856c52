package dev.clew.wire.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the parts of Zipkin's spans, from texts written by hand.
class ZipkinReaderTest {
  private static final long NOW = 1_800_000_000_000_000_000L;
  private static final Attribute NO_START = Attribute.of("otel.zipkin.absentField.startTime", true);

  private static Span span(String members) throws MalformedException {
    String json =
        "[{\"traceId\":\"a\",\"id\":\"b\",\"timestamp\":7,\"duration\":2" + members + "}]";
    return only(ZipkinReader.jsonV2(json.getBytes(UTF_8), NOW));
  }

  private static Span only(byte[] otlp) throws MalformedException {
    List<Span> spans = ModelSpans.spans(OtlpReader.read(otlp, otlp.length));
    assertThat(spans).hasSize(1);
    return spans.getFirst();
  }

  private static Span tagged(String tags) throws MalformedException {
    return span(",\"tags\":{" + tags + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 0000000000000000000000000000000a",
    "00000000000000000000000000000001, 00000000000000000000000000000001",
    "463ac35c9f6413ad48485a3953bb6124, 463ac35c9f6413ad48485a3953bb6124",
    "5af7183fb1d4cf5f, 00000000000000005af7183fb1d4cf5f"
  })
  void traceId_ofEitherWidth_isPaddedOnTheLeft(String hex, String id) throws Exception {
    byte[] json = "[{\"traceId\":\"%s\",\"id\":\"1\"}]".formatted(hex).getBytes(UTF_8);

    assertThat(only(ZipkinReader.jsonV2(json, NOW)).traceId()).hasToString(id);
  }

  @Test
  void times_areNanosecondsAndTheName_isInLowerCase() throws Exception {
    Span span = span(",\"name\":\"GET /Ä\",\"kind\":\"SERVER\",\"parentId\":\"c\"");

    assertThat(span.startNanos()).isEqualTo(7_000);
    assertThat(span.endNanos()).isEqualTo(9_000);
    assertThat(span.name()).isEqualTo("get /ä");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.parentSpanId()).hasToString("000000000000000c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "0", "000000000000000b", ""})
  void parent_thatIsTheSpanItselfOrZero_isNone(String parent) throws Exception {
    assertThat(span(",\"parentId\":\"" + parent + "\"").isRoot()).isTrue();
  }

  @Test
  void timestamp_thatIsMissing_isWhenSomethingHappenedFirst() throws Exception {
    Span span =
        span(
            """
            ,"timestamp":0,"duration":0,"annotations":[{"timestamp":9,"value":"x"},{"timestamp":8,"value":"y"}]
            """);

    assertThat(span.startNanos()).isEqualTo(8_000);
    assertThat(span.endNanos()).isZero();
    assertThat(span.attributes()).containsExactly(NO_START);
  }

  @Test
  void timestamp_thatIsMissingWithoutAnyEvent_isNow() throws Exception {
    Span span = span(",\"timestamp\":null,\"timestamp\":-1");

    assertThat(span.startNanos()).isEqualTo(NOW);
    assertThat(span.endNanos()).isEqualTo(NOW + 2_000);
    assertThat(span.attributes()).containsExactly(NO_START);
  }

  @Test
  void timestamp_beyondOtlp_isTheEndOfTime() throws Exception {
    Span span = span(",\"timestamp\":18446744073709552,\"duration\":9223372036854775807");

    assertThat(Long.toUnsignedString(span.startNanos())).isEqualTo("18446744073709551615");
    assertThat(Long.toUnsignedString(span.endNanos())).isEqualTo("18446744073709551615");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"error\":\"true\"', ERROR, ''",
    "'\"error\":\"\"', ERROR, ''",
    "'\"error\":\"timed out\"', ERROR, timed out",
    "'\"otel.status_code\":\"ERROR\",\"otel.status_description\":\"why\"', ERROR, why",
    "'\"otel.status_code\":\"error\"', ERROR, ''",
    "'\"otel.status_code\":\"OK\"', OK, ''",
    "'\"otel.status_code\":\"OK\",\"error\":\"no\"', ERROR, no",
    "'\"otel.status_code\":\"UNSET\"', UNSET, ''",
    "'\"errors\":\"1\"', UNSET, ''"
  })
  void status_isInTheTags(String tags, StatusCode code, String message) throws Exception {
    Span span = tagged(tags);

    assertThat(span.status()).isEqualTo(code);
    assertThat(span.statusMessage()).isEqualTo(message);
  }

  @Test
  void errorTag_isDroppedOnlyWhereItSaysNoMoreThanTheStatus() throws Exception {
    assertThat(tagged("\"error\":\"true\"").attributes()).isEmpty();
    assertThat(tagged("\"error\":\"x\"").attributes()).containsExactly(Attribute.of("error", "x"));
  }

  @Test
  void tags_thatOtlpHasAPlaceFor_goThere() throws Exception {
    Span span =
        tagged(
            """
            "span.kind":"internal","w3c.tracestate":"a=b","host.name":"h1","service.version":"3",
            "otel.library.name":"lib","otel.scope.version":"1","http.path":"/"
            """);

    assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.resource().attributes())
        .containsExactly(Attribute.of("host.name", "h1"), Attribute.of("service.version", "3"));
    assertThat(span.scope().name()).isEqualTo("lib");
    assertThat(span.scope().version()).isEqualTo("1");
    assertThat(span.attributes()).contains(Attribute.of("http.path", "/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 31, 32, 33, 34, 200})
  void tag_thatComesAgain_isTheLastInTheFirstPlace(int tags) throws Exception {
    String each =
        IntStream.range(0, tags)
            .mapToObj(tag -> "\"k%d\":\"old\"".formatted(tag))
            .collect(Collectors.joining(","));

    List<Attribute> attributes =
        tagged(each + ",\"k1\":\"new\",\"k%d\":\"newer\"".formatted(tags - 1)).attributes();

    assertThat(attributes).hasSize(tags);
    assertThat(attributes.get(1)).isEqualTo(Attribute.of("k1", tags == 2 ? "newer" : "new"));
    assertThat(attributes.getLast()).isEqualTo(Attribute.of("k" + (tags - 1), "newer"));
  }

  @Test
  void spanKindTag_besideAKind_isATag() throws Exception {
    Span span = span(",\"kind\":\"CLIENT\",\"tags\":{\"span.kind\":\"internal\"}");

    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.attributes()).containsExactly(Attribute.of("span.kind", "internal"));
  }

  @Test
  void endpoints_areResourceAndAttributes() throws Exception {
    Span span =
        span(
            """
            ,"localEndpoint":{"serviceName":"Front","ipv4":"10.0.0.1","port":80},
            "remoteEndpoint":{"serviceName":"back","ipv6":"2001:DB8:0:0:0:0:0:c001","port":9000}
            """);

    assertThat(span.resource().attributes()).containsExactly(Attribute.of("service.name", "front"));
    assertThat(span.attributes())
        .containsExactly(
            Attribute.of("network.local.address", "10.0.0.1"),
            Attribute.of("network.local.port", 80),
            Attribute.of("peer.service", "back"),
            Attribute.of("network.peer.address", "2001:db8::c001"),
            Attribute.of("network.peer.port", 9000));
  }

  @Test
  void endpoint_whoseAttributeIsATag_standsBesideIt() throws Exception {
    Span span =
        span(
            """
            ,"remoteEndpoint":{"serviceName":"back","ipv4":"10.0.0.1","ipv6":"::1"},
            "tags":{"peer.service":"mysql","network.peer.port":"3306"}
            """);

    assertThat(span.attributes())
        .containsExactly(
            Attribute.of("zipkin.peer.service", "back"),
            Attribute.of("network.peer.address", "10.0.0.1"),
            new Attribute("zipkin.network.peer.port", new AttributeValue.Empty()),
            Attribute.of("zipkin.remote.ipv6", "::1"),
            Attribute.of("peer.service", "mysql"),
            Attribute.of("network.peer.port", "3306"));
  }

  @Test
  void sharedAndDebug_areKept() throws Exception {
    assertThat(span(",\"shared\":true,\"debug\":true").attributes())
        .containsExactly(Attribute.of("zipkin.debug", true), Attribute.of("zipkin.shared", true));
    assertThat(span(",\"shared\":false,\"debug\":false").attributes()).isEmpty();
  }

  @Test
  void scope_tellsTheFormat() throws Exception {
    assertThat(span("").scope().attributes())
        .containsExactly(Attribute.of("zipkin.format", "json_v2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "語"})
  void annotation_thatIsTooLongForAName_isKeptWholeBesideItsStart(String letter) throws Exception {
    String longest = "-" + letter.repeat(255 / letter.getBytes(UTF_8).length);
    String tooLong = longest + letter;

    List<SpanEvent> events =
        span(",\"annotations\":[{\"timestamp\":1,\"value\":\"%s\"},{\"timestamp\":2,\"value\":\"%s\"}]"
                .formatted(longest, tooLong))
            .events();

    assertThat(events)
        .containsExactly(
            new SpanEvent(1_000, longest, List.of(), 0),
            new SpanEvent(2_000, longest, List.of(Attribute.of("zipkin.annotation", tooLong)), 0));
  }

  @Test
  void annotation_ofAnExporter_isAnEventWithAttributes() throws Exception {
    Span span =
        span(
            """
            ,"annotations":[{"timestamp":5,"value":"retry|{\\"n\\":2,\\"why\\":[\\"a\\",true]}|3"},
            {"timestamp":6,"value":"\\"exception\\":{\\"type\\":null,\\"x\\":1.5}"},{"timestamp":7,"value":"ws|x"}]
            """);

    var why = List.<AttributeValue>of(new AttributeValue.Text("a"), new AttributeValue.Bool(true));
    assertThat(span.events())
        .containsExactly(
            new SpanEvent(
                5_000,
                "retry",
                List.of(
                    Attribute.of("n", 2),
                    new Attribute("why", new AttributeValue.Array(why)),
                    Attribute.of("zipkin.annotation", "retry|{\"n\":2,\"why\":[\"a\",true]}|3")),
                3),
            new SpanEvent(
                6_000,
                "exception",
                List.of(
                    new Attribute("type", new AttributeValue.Empty()),
                    Attribute.of("x", 1.5),
                    Attribute.of("zipkin.annotation", "\"exception\":{\"type\":null,\"x\":1.5}")),
                0),
            new SpanEvent(7_000, "ws|x", List.of(), 0));
  }

  @Test
  void linkTag_isALinkToo() throws Exception {
    String text =
        "0123456789abcdef0123456789abcdef|00000000000000ff|a=b|{\\\"opentracing.ref_type\\\":\\\"child_of\\\"}|2";
    Span span = tagged("\"otlp.link.0\":\"" + text + "\",\"otlp.link.1\":\"no link\"");

    assertThat(span.links())
        .containsExactly(
            new SpanLink(
                0x0123456789abcdefL,
                0x0123456789abcdefL,
                0xff,
                "a=b",
                0,
                List.of(Attribute.of("opentracing.ref_type", "child_of")),
                2));
    assertThat(span.attributes()).hasSize(2);
  }

  @Test
  void tagValues_thatAreNoStrings_areTakenAsTheyAreWritten() throws Exception {
    assertThat(tagged("\"a\":1.50,\"b\":true").attributes())
        .containsExactly(Attribute.of("a", "1.50"), Attribute.of("b", "true"));
  }

  @Test
  void lists_thatAreEmpty_areRequestsWithoutSpans() throws Exception {
    assertThat(ZipkinReader.jsonV2("[]".getBytes(UTF_8), NOW)).isEmpty();
    assertThat(ZipkinReader.jsonV1(" [ ] ".getBytes(UTF_8), NOW)).isEmpty();
    assertThat(ZipkinReader.proto3(new byte[0], NOW)).isEmpty();
    assertThat(ZipkinReader.thrift(new byte[] {12, 0, 0, 0, 0}, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                              | Expected a JSON_V2 encoded list
          "x"                                             | Expected a JSON_V2 encoded list
          [1]                                             | span needs to be an object
          [{}]                                            | Missing: traceId
          [{"traceId":"a"}]                               | Missing: id
          [{"traceId":"0","id":"1"}]                      | Missing: traceId
          [{"traceId":"a","id":"0"}]                      | Missing: id
          [{"traceId":"A","id":"1"}]                      | traceId should be lower-hex encoded
          [{"traceId":"0x1","id":"1"}]                    | traceId should be lower-hex encoded
          [{"traceId":"a","id":"-1"}]                     | id should be lower-hex encoded
          [{"traceId":"123456789012345678901234567890123"}] | traceId.length > 32
          [{"id":"12345678901234567"}]                    | id.length > 16
          [{"parentId":"g"}]                              | parentId should be lower-hex encoded
          [{"kind":"client"}]                             | needs CLIENT, SERVER, PRODUCER or CONSUMER
          [{"timestamp":"yesterday"}]                     | needs a number
          [{"timestamp":1.5}]                             | needs a whole number
          [{"duration":{}}]                               | needs a number
          [{"tags":{"a":null}}]                           | needs a string
          [{"tags":{"a":["b"]}}]                          | needs a string
          [{"tags":["b"]}]                                | tags needs to be an object
          [{"annotations":[{"timestamp":1}]}]             | Incomplete annotation
          [{"annotations":[{"value":"x"}]}]               | Incomplete annotation
          [{"annotations":{}}]                            | annotations needs to be an array
          [{"localEndpoint":{"port":65536}}]              | invalid port 65536
          [{"localEndpoint":"front"}]                     | endpoint needs to be an object
          [{"debug":"yes"}]                               | needs true or false
          [{"binaryAnnotations":[]}]                      | Expected a JSON_V2 encoded list, but received: JSON_V1
          [{"traceId":"a","id":"1"}] 1                    | body needs to be one JSON value
          [{"traceId":"a","id":"1"}                       | body needs to be JSON
          """)
  void jsonV2_thatIsNoSpan_saysWhatItNeeds(String json, String message) {
    assertThatThrownBy(() -> ZipkinReader.jsonV2(json.getBytes(UTF_8), NOW))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                       | Expected a JSON_V1 encoded list
          [{"tags":{}}]                            | Expected a JSON_V1 encoded list, but received: JSON_V2
          [{"localEndpoint":{}}]                   | Expected a JSON_V1 encoded list, but received: JSON_V2
          [{"remoteEndpoint":{}}]                  | Expected a JSON_V1 encoded list, but received: JSON_V2
          [{"id":"1"}]                             | Missing: traceId
          [{"annotations":[{}]}]                   | Incomplete annotation
          [{"binaryAnnotations":[{"key":"a"}]}]    | Incomplete binary annotation
          [{"binaryAnnotations":[{"value":"a"}]}]  | Incomplete binary annotation
          []x | body needs to be JSON
          "x" | Expected a JSON_V1 encoded list
          [1] | /0: span needs to be an object
          [{"traceId":"a"}] | Missing: id
          [{"traceId":"A","id":"1"}] | traceId should be lower-hex encoded with no prefix
          [{"traceId":"a","id":"0"}] | Missing: id
          [{"traceId":"a","id":"1","parentId":"zz"}] | parentId should be lower-hex encoded with no prefix
          [{"traceId":"a","id":"1","timestamp":"now"}] | /0/timestamp: needs a number
          [{"traceId":"a","id":"1","duration":1.5}] | /0/duration: needs a whole number in its range
          [{"traceId":"a","id":"1","debug":"yes"}] | /0/debug: needs true or false
          [{"traceId":"a","id":"1","annotations":{}}] | /0/annotations: annotations needs to be an array
          [{"traceId":"a","id":"1","annotations":[1]}] | /0/annotations/0: annotation needs to be an object
          [{"traceId":"a","id":"1","annotations":[{"timestamp":1,"value":"x","endpoint":"front"}]}] | /0/annotations/0/endpoint: endpoint needs to be an object
          [{"traceId":"a","id":"1","binaryAnnotations":{}}] | /0/binaryAnnotations: binaryAnnotations needs to be an array
          [{"traceId":"a","id":"1","binaryAnnotations":["a"]}] | /0/binaryAnnotations/0: binary annotation needs to be an object
          [{"traceId":"a","id":"1","binaryAnnotations":[{"key":"a","value":{}}]}] | /0/binaryAnnotations/0/value: needs a string
          [{"traceId":"a","id":"1","name":[]}] | /0/name: needs a string
          [{"traceId":"a","id":"1"} | body needs to be JSON
          [{"traceId":"a","id":"1"}] {} | body needs to be one JSON value
          """)
  void jsonV1_thatIsNoSpan_saysWhatItNeeds(String json, String message) {
    assertThatThrownBy(() -> ZipkinReader.jsonV1(json.getBytes(UTF_8), NOW))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }
}
