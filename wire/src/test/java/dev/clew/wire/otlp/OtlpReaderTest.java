package dev.clew.wire.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.ValueType;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpReaderTest {
  private final Gen gen = new Gen(1);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static SpanBatch read(ExportTraceServiceRequest request) throws Exception {
    byte[] bytes = request.toByteArray();
    return OtlpReader.read(bytes, bytes.length);
  }

  private static ExportTraceServiceRequest requestOf(
      io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
    var scope = ScopeSpans.newBuilder();
    Arrays.stream(spans).forEach(scope::addSpans);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  private io.opentelemetry.proto.trace.v1.Span.Builder span() {
    return OtlpProto.span(gen.span()).toBuilder();
  }

  private static ByteString bytes(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return ByteString.copyFrom(bytes);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_scatteredRequest_isWhatPublishedClassesRead(long seed) throws Exception {
    var gen = new Gen(seed);
    byte[] bytes = new Scattered(gen).encode(StrangeRequests.request(gen));

    SpanBatch batch = OtlpReader.read(bytes, bytes.length);

    ExportTraceServiceRequest read = ExportTraceServiceRequest.parseFrom(bytes);
    assertThat(ModelSpans.spans(batch)).isEqualTo(OtlpProto.spans(read));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_scatteredRequest_losesNothing(long seed) throws Exception {
    var gen = new Gen(seed);
    byte[] bytes = new Scattered(gen).encode(StrangeRequests.request(gen));

    byte[] written = OtlpWriter.write(OtlpReader.read(bytes, bytes.length));

    assertThat(ExportTraceServiceRequest.parseFrom(written))
        .isEqualTo(ExportTraceServiceRequest.parseFrom(bytes));
  }

  /// Attributes that are alike but for a byte or their length, so that many come again and many
  /// almost do.
  @ParameterizedTest
  @MethodSource("seeds")
  void read_attributesThatComeAgain_areWhatPublishedClassesRead(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    int lengths = random.nextInt(1, 160);
    var spans = new io.opentelemetry.proto.trace.v1.Span.Builder[20];
    for (int at = 0; at < spans.length; at++) {
      spans[at] = span().clearAttributes();
      for (int attribute = random.nextInt(20); attribute > 0; attribute--) {
        spans[at].addAttributes(attribute(text(random, 12), text(random, lengths)));
      }
    }
    byte[] bytes = requestOf(spans).toByteArray();

    SpanBatch batch = OtlpReader.read(bytes, bytes.length);

    ExportTraceServiceRequest read = ExportTraceServiceRequest.parseFrom(bytes);
    assertThat(ModelSpans.spans(batch)).isEqualTo(OtlpProto.spans(read));
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static String text(SplittableRandom random, int longest) {
    byte[] text = new byte[random.nextInt(longest)];
    Arrays.fill(text, (byte) 'a');
    if (text.length > 0) {
      text[random.nextInt(text.length)] = (byte) random.nextInt('a', 'd');
    }
    return new String(text, ISO_8859_1);
  }

  @Test
  void read_attributeThatComesAgain_saysWhereItCameFirst() throws Exception {
    var same = attribute("service.region", "eu-central-1");
    var other = attribute("service.region", "eu-central-2");
    var spans =
        List.of(same, other, same, same).stream()
            .map(each -> span().clearAttributes().clearEvents().clearLinks().addAttributes(each))
            .toArray(io.opentelemetry.proto.trace.v1.Span.Builder[]::new);

    SpanBatch batch = read(requestOf(spans));

    int[] firsts =
        IntStream.range(0, 4)
            .map(span -> batch.attributes().first(batch.spans().attributesFrom(span)))
            .toArray();
    assertThat(firsts).containsExactly(0, 1, 0, 0);
  }

  /// Both are found in the same way, and stand at the same place.
  @Test
  void read_anotherRequestIntoTheSameTables_knowsNothingOfTheFirst() throws Exception {
    var tables = new SpanTables();
    var span = span().clearAttributes().build();
    for (String key : List.of("aaaa", "aaaaa")) {
      String value = "x".repeat(64 - key.length());
      byte[] bytes = requestOf(span.toBuilder().addAttributes(attribute(key, value))).toByteArray();

      SpanBatch batch = OtlpReader.read(bytes, bytes.length, tables);

      assertThat(batch.text(batch.attributes().value(0))).isEqualTo(value);
    }
  }

  @Test
  void read_emptyRequest_hasNoSpans() throws Exception {
    assertThat(OtlpReader.read(new byte[0], 0).size()).isZero();
  }

  @Test
  void read_onlyTheLengthGiven_looksNoFurther() throws Exception {
    byte[] request = requestOf(span()).toByteArray();
    byte[] longer = Arrays.copyOf(request, request.length + 100);
    Arrays.fill(longer, request.length, longer.length, (byte) 0xff);

    assertThat(OtlpReader.read(longer, request.length).size()).isEqualTo(1);
  }

  @Test
  void read_requestWithoutUnknownFields_keepsTheArray() throws Exception {
    byte[] request = requestOf(span()).toByteArray();

    assertThat(OtlpReader.read(request, request.length).bytes()).isSameAs(request);
  }

  @Test
  void read_resourcesAndScopesWithoutSpans_haveNoRows() throws Exception {
    var request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().setSchemaUrl("none"))
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(ScopeSpans.newBuilder().setSchemaUrl("none"))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span()).addSpans(span())))
            .build();

    SpanBatch batch = read(request);

    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.resources().size()).isEqualTo(1);
    assertThat(batch.scopes().size()).isEqualTo(1);
  }

  @Test
  void read_resourceBehindItsSpans_isTheirs() throws Exception {
    var out = new ByteArrayOutputStream();
    Span span = gen.span();
    ResourceSpans.newBuilder()
        .addScopeSpans(ScopeSpans.newBuilder().addSpans(OtlpProto.span(span)))
        .build()
        .writeTo(out);
    ResourceSpans.newBuilder()
        .setResource(OtlpProto.resource(span.resource()))
        .build()
        .writeTo(out);
    var request = new ProtoWriter();
    request.bytes(Tags.RESOURCE_SPANS, out.toByteArray());

    SpanBatch batch = OtlpReader.read(request.toBytes(), request.size());

    assertThat(ModelSpans.resource(batch, 0).attributes()).isEqualTo(span.resource().attributes());
  }

  @ParameterizedTest
  @CsvSource({
    "16, 1, 8, 1, 0, 0, NONE",
    "16, 1, 8, 1, 8, 1, NONE",
    "16, 1, 8, 1, 8, 0, NONE", // a parent of zeroes is none
    "0, 0, 8, 1, 0, 0, TRACE_ID_LENGTH",
    "15, 1, 8, 1, 0, 0, TRACE_ID_LENGTH",
    "17, 1, 8, 1, 0, 0, TRACE_ID_LENGTH",
    "32, 1, 8, 1, 0, 0, TRACE_ID_LENGTH",
    "16, 0, 8, 1, 0, 0, TRACE_ID_ZERO",
    "16, 1, 0, 0, 0, 0, SPAN_ID_LENGTH",
    "16, 1, 7, 1, 0, 0, SPAN_ID_LENGTH",
    "16, 1, 9, 1, 0, 0, SPAN_ID_LENGTH",
    "16, 1, 8, 0, 0, 0, SPAN_ID_ZERO",
    "16, 1, 8, 1, 7, 1, PARENT_SPAN_ID_LENGTH",
    "16, 1, 8, 1, 16, 1, PARENT_SPAN_ID_LENGTH",
  })
  void read_idsOfAnyLength_saysWhatIsWrong(
      int traceLength,
      int trace,
      int spanLength,
      int id,
      int parentLength,
      int parent,
      SpanProblem problem)
      throws Exception {
    var span =
        span()
            .setTraceId(bytes(traceLength, trace))
            .setSpanId(bytes(spanLength, id))
            .setParentSpanId(bytes(parentLength, parent));

    SpanBatch batch = read(requestOf(span));

    assertThat(batch.spans().problem(0)).isEqualTo(problem);
  }

  @Test
  void read_spanWithAProblem_leavesTheOthersAlone() throws Exception {
    SpanBatch batch = read(requestOf(span(), span().setTraceId(bytes(3, 1)), span()));

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.spans().problem(0)).isEqualTo(SpanProblem.NONE);
    assertThat(batch.spans().problem(1)).isEqualTo(SpanProblem.TRACE_ID_LENGTH);
    assertThat(batch.spans().problem(2)).isEqualTo(SpanProblem.NONE);
  }

  @Test
  void read_linkWithIdsOfOtherLengths_hasZeroesAndKeepsTheBytes() throws Exception {
    var link =
        io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
            .setTraceId(bytes(3, 1))
            .setSpanId(bytes(20, 1));
    var request = requestOf(span().clearLinks().addLinks(link));

    SpanBatch batch = read(request);

    assertThat(batch.links().traceIdHigh(0) | batch.links().traceIdLow(0)).isZero();
    assertThat(batch.links().spanId(0)).isZero();
    assertThat(ExportTraceServiceRequest.parseFrom(OtlpWriter.write(batch))).isEqualTo(request);
  }

  @Test
  void read_timesOfTheFarFuture_areKeptUnsigned() throws Exception {
    SpanBatch batch = read(requestOf(span().setStartTimeUnixNano(-1).setEndTimeUnixNano(-2)));

    assertThat(batch.spans().startNanos(0)).isEqualTo(-1);
    assertThat(batch.spans().endNanos(0)).isEqualTo(-2);
  }

  @Test
  void read_kindAndStatusOfTheFuture_areKept() throws Exception {
    var span = span().setKindValue(77);
    span.getStatusBuilder().setCodeValue(88);
    var request = requestOf(span);

    SpanBatch batch = read(request);

    assertThat(batch.spans().kind(0)).isEqualTo(77);
    assertThat(batch.spans().statusCode(0)).isEqualTo(88);
    assertThat(ExportTraceServiceRequest.parseFrom(OtlpWriter.write(batch))).isEqualTo(request);
  }

  @Test
  void read_fieldsOfOtherWireTypes_areUnknownFieldsAndKept() throws Exception {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(5, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .addField(6, UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes(2, 3)).build())
            .addField(7, UnknownFieldSet.Field.newBuilder().addFixed32(9).build())
            .addField(16, UnknownFieldSet.Field.newBuilder().addFixed64(9).build())
            .build();
    var request = requestOf(span().setName("kept").setUnknownFields(unknown));

    SpanBatch batch = read(request);

    assertThat(ModelSpans.spans(batch)).isEqualTo(OtlpProto.spans(request));
    assertThat(ExportTraceServiceRequest.parseFrom(OtlpWriter.write(batch))).isEqualTo(request);
  }

  @Test
  void read_groupOfTheFuture_isKept() throws Exception {
    var group =
        UnknownFieldSet.newBuilder()
            .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addGroup(group).build())
            .build();
    var request = requestOf(span().setUnknownFields(unknown));

    byte[] written = OtlpWriter.write(read(request));

    assertThat(ExportTraceServiceRequest.parseFrom(written)).isEqualTo(request);
  }

  @Test
  void read_attributeWithUnknownFields_isReadAndKept() throws Exception {
    var span = span().clearAttributes();
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(9, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    span.addAttributesBuilder()
        .setKey("k")
        .setUnknownFields(unknown)
        .getValueBuilder()
        .setStringValue("v")
        .setUnknownFields(unknown);
    var request = requestOf(span);

    SpanBatch batch = read(request);

    assertThat(ModelSpans.span(batch, 0).attributes()).containsExactly(Attribute.of("k", "v"));
    assertThat(ExportTraceServiceRequest.parseFrom(OtlpWriter.write(batch))).isEqualTo(request);
  }

  @Test
  void read_resourceInPieces_isAllOfThem() throws Exception {
    var first = Resource.newBuilder().setDroppedAttributesCount(1);
    first.addAttributesBuilder().setKey("a").getValueBuilder().setIntValue(1);
    var second = Resource.newBuilder().setDroppedAttributesCount(2);
    second.addAttributesBuilder().setKey("b").getValueBuilder().setIntValue(2);
    var pieces = new ByteArrayOutputStream();
    ResourceSpans.newBuilder().setResource(first).build().writeTo(pieces);
    requestOf(span()).getResourceSpans(0).writeTo(pieces);
    ResourceSpans.newBuilder().setResource(second).build().writeTo(pieces);
    var request = new ProtoWriter();
    request.bytes(Tags.RESOURCE_SPANS, pieces.toByteArray());

    SpanBatch batch = OtlpReader.read(request.toBytes(), request.size());

    dev.clew.model.Resource read = ModelSpans.resource(batch, 0);
    assertThat(read.attributes()).containsExactly(Attribute.of("a", 1), Attribute.of("b", 2));
    assertThat(read.droppedAttributes()).isEqualTo(2);
  }

  @Test
  void read_listInPieces_showsTheLastAndKeepsAll() throws Exception {
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(listInPieces());

    SpanBatch batch = OtlpReader.read(listInPieces(), listInPieces().length);

    assertThat(ModelSpans.span(batch, 0).attributes())
        .containsExactly(
            new Attribute(
                "k", new AttributeValue.Array(List.of(new AttributeValue.Text("second")))));
    assertThat(ExportTraceServiceRequest.parseFrom(OtlpWriter.write(batch))).isEqualTo(request);
  }

  /// A request of one span whose one attribute has its array twice.
  private byte[] listInPieces() {
    var request = new ProtoWriter();
    int resource = request.begin(Tags.RESOURCE_SPANS);
    int scope = request.begin(Tags.ITEMS);
    int span = request.begin(Tags.ITEMS);
    request.bytes(Tags.TRACE_ID, bytes(16, 1).toByteArray());
    request.bytes(Tags.SPAN_ID, bytes(8, 1).toByteArray());
    int attribute = request.begin(Tags.ATTRIBUTES);
    request.text(Tags.KEY, "k");
    int value = request.begin(Tags.VALUE);
    for (String text : List.of("first", "second")) {
      int array = request.begin(Tags.ARRAY_VALUE);
      EncodedValues.write(request, Tags.VALUES, new AttributeValue.Text(text));
      request.end(array);
    }
    for (int mark : new int[] {value, attribute, span, scope, resource}) {
      request.end(mark);
    }
    return request.toBytes();
  }

  @Test
  void read_textThatIsNotUtf8_isReplacedAndKept() throws Exception {
    byte[] bad = {'a', (byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'};
    byte[] request = requestOf(span().setName("123456")).toByteArray();
    int at = new String(request, ISO_8859_1).indexOf("123456");
    System.arraycopy(bad, 0, request, at, bad.length);

    SpanBatch batch = OtlpReader.read(request, request.length);

    assertThat(ModelSpans.span(batch, 0).name()).isEqualTo("a\uFFFD\uFFFDb");
    String written = new String(OtlpWriter.write(batch), ISO_8859_1);
    assertThat(written).contains(new String(bad, ISO_8859_1));
  }

  @Test
  void read_sameKeyTwice_keepsBothInOrder() throws Exception {
    var span = span().clearAttributes();
    span.addAttributesBuilder().setKey("a").getValueBuilder().setIntValue(1);
    span.addAttributesBuilder().setKey("a").getValueBuilder().setStringValue("1");

    SpanBatch batch = read(requestOf(span));

    assertThat(batch.attributes().type(0)).isEqualTo(ValueType.INT);
    assertThat(batch.attributes().type(1)).isEqualTo(ValueType.STRING);
    assertThat(batch.text(batch.attributes().value(1))).isEqualTo("1");
  }

  @Test
  void read_valueWithSeveralMembers_isTheLast() throws Exception {
    var request = new ProtoWriter();
    int resource = request.begin(Tags.RESOURCE_SPANS);
    int scope = request.begin(Tags.ITEMS);
    int span = request.begin(Tags.ITEMS);
    int attribute = request.begin(Tags.ATTRIBUTES);
    int value = request.begin(Tags.VALUE);
    request.text(Tags.STRING_VALUE, "text");
    request.varint(Tags.BOOL_VALUE, 1);
    request.varint(Tags.INT_VALUE, -5);
    for (int mark : new int[] {value, attribute, span, scope, resource}) {
      request.end(mark);
    }

    SpanBatch batch = OtlpReader.read(request.toBytes(), request.size());

    assertThat(ModelSpans.value(batch, 0)).isEqualTo(new AttributeValue.Int(-5));
  }

  @Test
  void read_moreSpansThanTheFirstColumnsHold_hasThemAll() throws Exception {
    var spans = new io.opentelemetry.proto.trace.v1.Span.Builder[1000];
    Arrays.setAll(spans, _ -> span());
    ExportTraceServiceRequest request = requestOf(spans);

    assertThat(ModelSpans.spans(read(request))).isEqualTo(OtlpProto.spans(request));
  }

  @Test
  void read_fieldOfTheRequestItself_isLeftOut() throws Exception {
    var request = new ProtoWriter();
    request.varint(99 << 3 | WireType.VARINT, 1);
    byte[] known = requestOf(span()).toByteArray();
    request.raw(known, 0, known.length);

    SpanBatch batch = OtlpReader.read(request.toBytes(), request.size());

    assertThat(OtlpWriter.write(batch)).isEqualTo(known);
  }
}
