package dev.clew.wire.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.testkit.Gen;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpTrimmerTest {
  private static final SpanLimits LIMITS = new SpanLimits(10, 20, 3, 2, 1);

  private final ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
  private final ResourceSpans.Builder resource = request.addResourceSpansBuilder();
  private final Span.Builder span =
      resource
          .addScopeSpansBuilder()
          .addSpansBuilder()
          .setTraceId(
              ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}))
          .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private SpanBatch batch() throws Exception {
    byte[] bytes = request.build().toByteArray();
    return OtlpReader.read(bytes, bytes.length);
  }

  private Trimmed trimmed() throws Exception {
    assertThat(LIMITS.areExceededBy(batch())).isTrue();
    Trimmed trimmed = OtlpTrimmer.trim(batch(), _ -> true, LIMITS);
    byte[] bytes = trimmed.request();
    assertThat(LIMITS.areExceededBy(OtlpReader.read(bytes, bytes.length))).isFalse();
    return trimmed;
  }

  private static ResourceSpans resourceOf(Trimmed trimmed) throws Exception {
    return ExportTraceServiceRequest.parseFrom(trimmed.request()).getResourceSpans(0);
  }

  private static Span spanOf(Trimmed trimmed) throws Exception {
    return resourceOf(trimmed).getScopeSpans(0).getSpans(0);
  }

  private static KeyValue attribute(String key, String value) {
    var attribute = KeyValue.newBuilder().setKey(key);
    attribute.getValueBuilder().setStringValue(value);
    return attribute.build();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trim_anyRequest_isWithinTheLimitsAndHasAllItsSpans(long seed) throws Exception {
    byte[] bytes = StrangeRequests.request(new Gen(seed)).toByteArray();
    SpanBatch batch = OtlpReader.read(bytes, bytes.length);

    byte[] trimmed = OtlpTrimmer.trim(batch, _ -> true, LIMITS).request();

    SpanBatch read = OtlpReader.read(trimmed, trimmed.length);
    assertThat(read.size()).isEqualTo(batch.size());
    assertThat(LIMITS.areExceededBy(read)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trim_requestWithinTheLimits_staysAsItIs(long seed) throws Exception {
    ExportTraceServiceRequest request = StrangeRequests.request(new Gen(seed));
    SpanBatch batch = OtlpReader.read(request.toByteArray(), request.getSerializedSize());

    Trimmed trimmed = OtlpTrimmer.trim(batch, _ -> true, SpanLimits.DEFAULT);

    assertThat(SpanLimits.DEFAULT.areExceededBy(batch)).isFalse();
    assertThat(trimmed.counts()).isEmpty();
    assertThat(ExportTraceServiceRequest.parseFrom(trimmed.request())).isEqualTo(request);
  }

  @Test
  void trim_longTexts_endAtTheLimit() throws Exception {
    span.setName("n".repeat(11)).setTraceState("t".repeat(21));
    span.getStatusBuilder().setMessage("m".repeat(1_000_000)).setCode(StatusCode.STATUS_CODE_ERROR);
    span.addEventsBuilder().setName("e".repeat(11));
    span.addLinksBuilder().setTraceState("l".repeat(21));

    Trimmed trimmed = trimmed();

    Span read = spanOf(trimmed);
    assertThat(read.getName()).isEqualTo("n".repeat(10));
    assertThat(read.getTraceState()).isEqualTo("t".repeat(20));
    assertThat(read.getStatus().getMessage()).isEqualTo("m".repeat(20));
    assertThat(read.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(read.getEvents(0).getName()).isEqualTo("e".repeat(10));
    assertThat(read.getLinks(0).getTraceState()).isEqualTo("l".repeat(20));
    assertThat(trimmed.counts()).isEqualTo(Map.of(Excess.VALUE, 5));
  }

  @Test
  void trim_longTextsOfResourceAndScope_endAtTheLimit() throws Exception {
    resource.setSchemaUrl("u".repeat(21)).getScopeSpansBuilder(0).setSchemaUrl("u".repeat(21));
    resource.getResourceBuilder().addAttributes(attribute("k".repeat(11), "v".repeat(21)));
    resource
        .getScopeSpansBuilder(0)
        .getScopeBuilder()
        .setName("n".repeat(11))
        .setVersion("1".repeat(11));

    ResourceSpans read = resourceOf(trimmed());

    assertThat(read.getSchemaUrl()).hasSize(20);
    assertThat(read.getScopeSpans(0).getSchemaUrl()).hasSize(20);
    assertThat(read.getResource().getAttributesList())
        .containsExactly(attribute("k".repeat(10), "v".repeat(20)));
    assertThat(read.getScopeSpans(0).getScope().getName()).hasSize(10);
    assertThat(read.getScopeSpans(0).getScope().getVersion()).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789ä, 0123456789",
    "012345678ää, 012345678", // would end in the middle of the character
    "01234567中国, 01234567",
    "0123456😀😀, 0123456",
    "012345😀😀, 012345😀"
  })
  void trim_textThatIsNotAscii_endsWithAWholeCharacter(String name, String kept) throws Exception {
    span.setName(name);

    assertThat(spanOf(trimmed()).getName()).isEqualTo(kept);
  }

  @Test
  void trim_textThatIsNotUtf8_endsAtTheLimit() throws Exception {
    span.setName("#".repeat(30));
    byte[] bytes = request.build().toByteArray();
    int from = new String(bytes, ISO_8859_1).indexOf('#');
    Arrays.fill(bytes, from, from + 30, (byte) 0x80);

    Trimmed trimmed = OtlpTrimmer.trim(OtlpReader.read(bytes, bytes.length), _ -> true, LIMITS);

    SpanBatch read = OtlpReader.read(trimmed.request(), trimmed.request().length);
    assertThat(Slice.length(read.spans().name(0))).isEqualTo(10);
  }

  @Test
  void trim_longBytesAndLists_loseTheirEnds() throws Exception {
    span.addAttributesBuilder()
        .setKey("bytes")
        .getValueBuilder()
        .setBytesValue(ByteString.copyFrom(new byte[50]));
    var array =
        span.addAttributesBuilder().setKey("array").getValueBuilder().getArrayValueBuilder();
    for (int at = 0; at < 10; at++) {
      array.addValuesBuilder().setStringValue("abc"); // 7 bytes each
    }

    Trimmed trimmed = trimmed();

    Span read = spanOf(trimmed);
    assertThat(read.getAttributes(0).getValue().getBytesValue().size()).isEqualTo(20);
    assertThat(read.getAttributes(1).getValue().getArrayValue().getValuesCount()).isEqualTo(2);
    assertThat(trimmed.counts()).isEqualTo(Map.of(Excess.VALUE, 2));
  }

  @Test
  void trim_mapWithAnEntryThatIsTooLarge_endsBeforeIt() throws Exception {
    var map = span.addAttributesBuilder().setKey("map").getValueBuilder().getKvlistValueBuilder();
    map.addValues(attribute("a", "b"))
        .addValues(attribute("c", "d".repeat(100)))
        .addValues(attribute("e", "f"));

    Span read = spanOf(trimmed());

    assertThat(read.getAttributes(0).getValue().getKvlistValue().getValuesList())
        .containsExactly(attribute("a", "b"));
  }

  @Test
  void trim_tooManyOfAll_keepsTheFirstAndCountsTheRest() throws Exception {
    for (int at = 0; at < 10_000; at++) {
      span.addAttributes(attribute("a" + at, "")).addEventsBuilder().setTimeUnixNano(at);
      span.addLinksBuilder().setFlags(at);
    }
    span.setDroppedAttributesCount(5);

    Trimmed trimmed = trimmed();

    Span read = spanOf(trimmed);
    assertThat(read.getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("a0", "a1", "a2");
    assertThat(read.getDroppedAttributesCount()).isEqualTo(9_997 + 5);
    assertThat(read.getEventsList())
        .extracting(Span.Event::getTimeUnixNano)
        .containsExactly(0L, 1L);
    assertThat(read.getDroppedEventsCount()).isEqualTo(9_998);
    assertThat(read.getLinksList()).hasSize(1);
    assertThat(read.getDroppedLinksCount()).isEqualTo(9_999);
    assertThat(trimmed.counts())
        .isEqualTo(Map.of(Excess.ATTRIBUTE, 9_997, Excess.EVENT, 9_998, Excess.LINK, 9_999));
  }

  @Test
  void trim_tooManyAttributesOfAllThatHasSome_countsThemWhereTheyWere() throws Exception {
    var scope = resource.getScopeSpansBuilder(0).getScopeBuilder();
    var event = span.addEventsBuilder();
    var link = span.addLinksBuilder();
    for (int at = 0; at < 5; at++) {
      resource.getResourceBuilder().addAttributes(attribute("a" + at, ""));
      scope.addAttributes(attribute("a" + at, ""));
      event.addAttributes(attribute("a" + at, ""));
      link.addAttributes(attribute("a" + at, ""));
    }

    ResourceSpans read = resourceOf(trimmed());

    Span readSpan = read.getScopeSpans(0).getSpans(0);
    assertThat(read.getResource().getDroppedAttributesCount()).isEqualTo(2);
    assertThat(read.getScopeSpans(0).getScope().getDroppedAttributesCount()).isEqualTo(2);
    assertThat(readSpan.getEvents(0).getDroppedAttributesCount()).isEqualTo(2);
    assertThat(readSpan.getLinks(0).getDroppedAttributesCount()).isEqualTo(2);
  }

  @Test
  void trim_countThatWouldOverflow_staysAtTheMost() throws Exception {
    for (int at = 0; at < 5; at++) {
      span.addAttributes(attribute("a" + at, ""));
    }
    span.setDroppedAttributesCount(-1);

    assertThat(spanOf(trimmed()).getDroppedAttributesCount()).isEqualTo(-1);
  }

  @Test
  void trim_fieldsOfTheFuture_areKept() throws Exception {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    span.setName("n".repeat(11)).setUnknownFields(unknown);
    span.addEventsBuilder().setUnknownFields(unknown);
    resource.setUnknownFields(unknown).getResourceBuilder().setUnknownFields(unknown);

    Trimmed trimmed = trimmed();

    assertThat(resourceOf(trimmed).getUnknownFields()).isEqualTo(unknown);
    assertThat(resourceOf(trimmed).getResource().getUnknownFields()).isEqualTo(unknown);
    assertThat(spanOf(trimmed).getUnknownFields()).isEqualTo(unknown);
    assertThat(spanOf(trimmed).getEvents(0).getUnknownFields()).isEqualTo(unknown);
  }

  @Test
  void trim_spanThatIsNotKept_isLeftOut() throws Exception {
    span.setName("n".repeat(11));

    Trimmed trimmed = OtlpTrimmer.trim(batch(), _ -> false, LIMITS);

    assertThat(trimmed.request()).isEmpty();
    assertThat(trimmed.counts()).isEmpty();
  }

  @Test
  void areExceededBy_exactlyTheLimits_isFalse() throws Exception {
    span.setName("n".repeat(10)).addLinksBuilder().setTraceState("t".repeat(20));
    span.addEventsBuilder().setName("e".repeat(10));
    span.addEventsBuilder();
    for (int at = 0; at < 3; at++) {
      span.addAttributes(attribute("k".repeat(10), "v".repeat(20)));
    }

    assertThat(LIMITS.areExceededBy(batch())).isFalse();
  }

  @Test
  void newLimits_thatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> new SpanLimits(0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need at least 1 byte, got 0 and 1");
    assertThatThrownBy(() -> new SpanLimits(1, 1, 1, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trimmedAttribute_isStillOfItsType() throws Exception {
    span.addAttributes(attribute("key", "v".repeat(100)));

    byte[] bytes = trimmed().request();

    assertThat(ModelSpans.span(OtlpReader.read(bytes, bytes.length), 0).attributes())
        .containsExactly(new Attribute("key", new AttributeValue.Text("v".repeat(20))));
  }
}
