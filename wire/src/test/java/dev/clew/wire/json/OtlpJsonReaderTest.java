package dev.clew.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.testkit.Conformance;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonReaderTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  static List<Path> conformance() {
    return Conformance.files("otlp", ".json");
  }

  private static ExportTraceServiceRequest read(String json) throws Exception {
    return ExportTraceServiceRequest.parseFrom(OtlpJsonReader.read(json.getBytes(UTF_8)));
  }

  /// The request of one span with these members; quotes may be single.
  private static String span(String members) {
    return "{'resourceSpans':[{'scopeSpans':[{'spans':[{%s}]}]}]}"
        .formatted(members)
        .replace('\'', '"');
  }

  private static io.opentelemetry.proto.trace.v1.Span readSpan(String members) throws Exception {
    return read(span(members)).getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  private static AnyValue readValue(String value) throws Exception {
    return readSpan("'attributes':[{'key':'k','value':%s}]".formatted(value))
        .getAttributes(0)
        .getValue();
  }

  private static void assertMalformed(String json, String message) {
    assertThatThrownBy(() -> OtlpJsonReader.read(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_anyForm_isTheRequestItWasWrittenFrom(long seed) throws Exception {
    var gen = new Gen(seed);
    ExportTraceServiceRequest request =
        OtlpProto.request(Stream.generate(gen::span).limit(10).toList());

    byte[] protobuf = OtlpJsonReader.read(JsonForms.write(request, gen));

    assertThat(ExportTraceServiceRequest.parseFrom(protobuf)).isEqualTo(request);
  }

  @ParameterizedTest
  @EnabledIf("dev.clew.testkit.Conformance#isExpected")
  @MethodSource("conformance")
  void read_exampleOfTheSpecification_isTakenInWhole(Path file) throws Exception {
    byte[] protobuf = OtlpJsonReader.read(Files.readAllBytes(file));

    List<Span> spans = ModelSpans.spans(OtlpReader.read(protobuf, protobuf.length));
    assertThat(spans).isEqualTo(OtlpProto.spans(ExportTraceServiceRequest.parseFrom(protobuf)));
    assertThat(spans).hasSize(1);
    Span span = spans.getFirst();
    assertThat(span.traceId()).hasToString("5b8efff798038103d269b633813fc60c");
    assertThat(span.spanId()).hasToString("eee19b7ec3c1b174");
    assertThat(span.parentSpanId()).hasToString("eee19b7ec3c1b173");
    assertThat(span.name()).isEqualTo("I'm a server span");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.durationNanos()).isEqualTo(1_000_000_000);
    assertThat(span.attributes()).containsExactly(Attribute.of("my.span.attr", "some value"));
    assertThat(span.resource().attributes())
        .containsExactly(Attribute.of("service.name", "my.service"));
    assertThat(span.scope().name()).isEqualTo("my.library");
    assertThat(span.scope().version()).isEqualTo("1.0.0");
    assertThat(span.scope().attributes())
        .containsExactly(Attribute.of("my.scope.attribute", "some scope attribute"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " {} ", "{\"resourceSpans\":[]}", "{\"resourceSpans\":null}"})
  void read_requestWithoutSpans_isEmpty(String json) throws Exception {
    assertThat(read(json)).isEqualTo(ExportTraceServiceRequest.getDefaultInstance());
  }

  @Test
  void read_byteOrderMark_isPassedOver() throws Exception {
    assertThat(read("\uFEFF{}")).isEqualTo(ExportTraceServiceRequest.getDefaultInstance());
  }

  @ParameterizedTest
  @CsvSource({
    "1544712660000000000, 1544712660000000000",
    "1.5447e18, 1544700000000000000",
    "18446744073709551615, -1",
    "0, 0"
  })
  void read_time_isANumberOrAString(String json, long nanos) throws Exception {
    assertThat(readSpan("'startTimeUnixNano':" + json).getStartTimeUnixNano()).isEqualTo(nanos);
    assertThat(readSpan("'startTimeUnixNano':'%s'".formatted(json)).getStartTimeUnixNano())
        .isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "SPAN_KIND_SERVER, 2", "5, 5", "77, 77"})
  void read_kind_isANumberOrAName(String kind, int number) throws Exception {
    assertThat(readSpan("'kind':'%s'".formatted(kind)).getKindValue()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "STATUS_CODE_ERROR, 2", "STATUS_CODE_OK, 1", "STATUS_CODE_UNSET, 0"})
  void read_statusCode_isANumberOrAName(String code, int number) throws Exception {
    assertThat(readSpan("'status':{'code':'%s'}".formatted(code)).getStatus().getCodeValue())
        .isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"257, 257", "4294967295, -1", "1e2, 100", "7.0, 7"})
  void read_flags_areUnsigned(String json, int flags) throws Exception {
    assertThat(readSpan("'flags':" + json).getFlags()).isEqualTo(flags);
    assertThat(readSpan("'flags':'%s'".formatted(json)).getFlags()).isEqualTo(flags);
  }

  @Test
  void read_idsThatAreEmpty_areNone() throws Exception {
    var span = readSpan("'traceId':'','spanId':'','parentSpanId':''");

    assertThat(span.getTraceId().isEmpty()).isTrue();
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
  }

  @Test
  void read_memberTwice_isTheLast() throws Exception {
    assertThat(readSpan("'name':'a','name':'b'").getName()).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
    "1.5, 1.5",
    "-0, -0.0",
    "1E+3, 1000",
    "5e-324, 4.9E-324"
  })
  void read_double_isANumberOrAWord(String json, Double number) throws Exception {
    assertThat(readValue("{'doubleValue':'%s'}".formatted(json)).getDoubleValue())
        .isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{'stringValue':null}", "{'future':1}"})
  void read_valueWithoutContent_isEmpty(String json) throws Exception {
    assertThat(readValue(json)).isEqualTo(AnyValue.getDefaultInstance());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+/8=", "-_8=", "+/8", "-_8"})
  void read_bytes_areBase64OfEitherKind(String base64) throws Exception {
    assertThat(readValue("{'bytesValue':'%s'}".formatted(base64)).getBytesValue().toByteArray())
        .containsExactly(0xfb, 0xff);
  }

  @Test
  void read_loneSurrogate_isReplaced() throws Exception {
    assertThat(readSpan("'name':'a\\ud800b'").getName()).isEqualTo("a?b");
  }

  @Test
  void read_listAndMap_keepTheirOrder() throws Exception {
    byte[] protobuf =
        OtlpJsonReader.read(
            span("'traceId':'%s1','spanId':'%s1','attributes':[{'key':'k','value':{'kvlistValue':"
                        .formatted("0".repeat(31), "0".repeat(15))
                    + "{'values':[{'key':'a','value':{'arrayValue':{'values':"
                    + "[{'intValue':'1'},{},{'boolValue':true}]}}},{'key':'b'}]}}}]")
                .getBytes(UTF_8));

    assertThat(ModelSpans.span(OtlpReader.read(protobuf, protobuf.length), 0).attributes())
        .containsExactly(
            new Attribute(
                "k",
                new AttributeValue.Map(
                    List.of(
                        new Attribute(
                            "a",
                            new AttributeValue.Array(
                                List.of(
                                    new AttributeValue.Int(1),
                                    new AttributeValue.Empty(),
                                    new AttributeValue.Bool(true)))),
                        new Attribute("b", new AttributeValue.Empty())))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "'traceId':'abc'| /traceId: needs 32 hex digits, got 3",
        "'traceId':'gggggggggggggggggggggggggggggggg'| /traceId: needs 32 hex digits, got 'ggg",
        "'trace_id':'abc'| /trace_id: needs 32 hex digits, got 3",
        "'spanId':'W44='| /spanId: needs 16 hex digits, got 4",
        "'traceId':7| /traceId: needs a string, got VALUE_NUMBER_INT",
        "'traceId':['a']| /traceId: needs a string",
        "'name':{'a':1}| /name: needs a string",
        "'kind':'SPAN_KIND_FLYING'| /kind: needs a number, got 'SPAN_KIND_FLYING'",
        "'kind':2.5| /kind: needs a whole number in its range, got '2.5'",
        "'kind':true| /kind: needs a number",
        "'startTimeUnixNano':'-1'| /startTimeUnixNano: needs a whole number in its range",
        "'startTimeUnixNano':'18446744073709551616'| needs a whole number in its range",
        "'startTimeUnixNano':''| /startTimeUnixNano: needs a number, got ''",
        "'flags':4294967296| /flags: needs a whole number in its range, got '4294967296'",
        "'flags':-1| /flags: needs a whole number in its range",
        "'flags':'0x10'| /flags: needs a number, got '0x10'",
        "'flags':' 1'| /flags: needs a number",
        "'flags':'1f'| /flags: needs a number",
        "'attributes':{}| attributes needs to be an array, got START_OBJECT",
        "'attributes':[7]| /attributes/0: attributes needs to be an object",
        "'attributes':[null]| /attributes/0: attributes needs to be an object",
        "'attributes':[{'value':{'boolValue':'true'}}]| /boolValue: needs true or false",
        "'attributes':[{'value':{'boolValue':[]}}]| /boolValue: needs true or false",
        "'attributes':[{},{'value':{'bytesValue':'*'}}]| /attributes/1/value/bytesValue: needs base64, got '*'",
        "'attributes':[{'value':{'intValue':'9223372036854775808'}}]| needs a whole number in its range",
        "'attributes':[{'value':{'doubleValue':1e400}}]| /doubleValue: needs a number that fits in 64 bits",
        "'attributes':[{'value':{'doubleValue':'+Infinity'}}]| /doubleValue: needs a number",
        "'status':3| /status: status needs to be an object, got VALUE_NUMBER_INT",
      })
  void read_wrongMember_saysWhereAndWhat(String members, String message) {
    assertMalformed(span(members), message.strip());
    assertMalformed(span(members), "/resourceSpans/0/scopeSpans/0/spans/0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "##| body needs to be JSON: a value is missing",
        "[]| request needs to be an object, got START_ARRAY",
        "null| request needs to be an object, got VALUE_NULL",
        "{} {}| request needs to be one JSON value, got more",
        "{\"resourceSpans\":[| body needs to be JSON",
        "{\"resourceSpans\":[}| body needs to be JSON",
        "{resourceSpans:1}| body needs to be JSON",
        "{\"a\":NaN}| body needs to be JSON",
        "hello| body needs to be JSON"
      })
  void read_notARequest_isMalformed(String json, String message) {
    assertMalformed(json, message);
  }

  @Test
  void read_textThatIsNotUtf8_isMalformed() {
    byte[] json = span("'name':'??'").getBytes(UTF_8);
    for (int at = 0; at < json.length; at++) {
      if (json[at] == '?') {
        json[at] = (byte) 0xff;
      }
    }

    assertThatThrownBy(() -> OtlpJsonReader.read(json))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("body needs to be JSON");
  }

  @Test
  void read_longWrongText_isShownInPart() {
    assertThatThrownBy(
            () -> OtlpJsonReader.read(span("'kind':'" + "x".repeat(1000) + "'").getBytes(UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("got '" + "x".repeat(40) + "…'");
  }
}
