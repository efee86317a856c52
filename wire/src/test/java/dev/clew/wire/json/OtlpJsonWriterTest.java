package dev.clew.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.google.protobuf.ByteString;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpJsonWriterTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static SpanBatch batch(List<Span> spans) throws MalformedException {
    return batch(OtlpWriter.write(spans));
  }

  private static SpanBatch batch(byte[] request) throws MalformedException {
    return OtlpReader.read(request, request.length);
  }

  private static Span span(
      List<Attribute> attributes, List<SpanEvent> events, List<SpanLink> links) {
    return new Span(
        new TraceId(0x5b8efff798038103L, 0xd269b633813fc60cL),
        new SpanId(0xeee19b7ec3c1b174L),
        new SpanId(1),
        "a=b",
        0x101,
        "GET /",
        SpanKind.SERVER,
        1_544_712_660_000_000_000L,
        -1,
        StatusCode.ERROR,
        "it \"broke\"",
        attributes,
        events,
        links,
        1,
        2,
        -1,
        new Resource(List.of(Attribute.of("service.name", "shop")), 3, "r"),
        new Scope("lib", "1.0", List.of(), 4, "s"));
  }

  private static String json(List<Attribute> attributes) throws Exception {
    String json =
        new String(
            OtlpJsonWriter.write(batch(List.of(span(attributes, List.of(), List.of())))), UTF_8);
    int from = json.lastIndexOf("\"attributes\":") + "\"attributes\":".length();
    return json.substring(from, json.indexOf(",\"droppedAttributesCount\":1,")).replace('"', '\'');
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_anyRequest_isReadBackTheSame(long seed) throws Exception {
    var gen = new Gen(seed);
    ExportTraceServiceRequest request =
        OtlpProto.request(Stream.generate(gen::span).limit(10).toList());

    byte[] json = OtlpJsonWriter.write(batch(request.toByteArray()));

    assertThat(OtlpProto.spans(ExportTraceServiceRequest.parseFrom(OtlpJsonReader.read(json))))
        .isEqualTo(OtlpProto.spans(request));
  }

  @Test
  void write_spanWithAllThereIs_isOtlpJson() throws Exception {
    var event = new SpanEvent(7, "e", List.of(Attribute.of("k", 1)), 5);
    var link = new SpanLink(1, 2, 3, "t", 9, List.of(Attribute.of("k", true)), 6);
    Span span = span(List.of(Attribute.of("a", "b")), List.of(event), List.of(link));

    String json = new String(OtlpJsonWriter.write(batch(List.of(span))), UTF_8);

    assertThat(json)
        .isEqualTo(
            """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
            "value":{"stringValue":"shop"}}],"droppedAttributesCount":3},"schemaUrl":"r",\
            "scopeSpans":[{"scope":{"name":"lib","version":"1.0","droppedAttributesCount":4},\
            "schemaUrl":"s","spans":[{"traceId":"5b8efff798038103d269b633813fc60c",\
            "spanId":"eee19b7ec3c1b174","traceState":"a=b","parentSpanId":"0000000000000001",\
            "flags":257,"name":"GET /","kind":2,"startTimeUnixNano":"1544712660000000000",\
            "endTimeUnixNano":"18446744073709551615","attributes":[{"key":"a",\
            "value":{"stringValue":"b"}}],"droppedAttributesCount":1,"events":[{"timeUnixNano":"7",\
            "name":"e","attributes":[{"key":"k","value":{"intValue":"1"}}],\
            "droppedAttributesCount":5}],"droppedEventsCount":2,"links":[{\
            "traceId":"00000000000000010000000000000002","spanId":"0000000000000003",\
            "traceState":"t","attributes":[{"key":"k","value":{"boolValue":true}}],\
            "droppedAttributesCount":6,"flags":9}],"droppedLinksCount":4294967295,\
            "status":{"message":"it \\"broke\\"","code":2}}]}]}]}\
            """);
  }

  @Test
  void write_emptySpan_leavesOutWhatIsEmpty() throws Exception {
    var id = ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    var span =
        io.opentelemetry.proto.trace.v1.Span.newBuilder().setTraceId(id.concat(id)).setSpanId(id);
    var request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)));

    String json = new String(OtlpJsonWriter.write(batch(request.build().toByteArray())), UTF_8);

    assertThat(json)
        .isEqualTo(
            """
            {"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{\
            "traceId":"01020304050607080102030405060708","spanId":"0102030405060708"}]}]}]}\
            """);
  }

  @Test
  void write_noSpans_isAnEmptyList() throws Exception {
    assertThat(OtlpJsonWriter.write(batch(new byte[0])))
        .asString(UTF_8)
        .isEqualTo("{\"resourceSpans\":[]}");
  }

  @Test
  void write_valuesOfEveryType_areOtlpJson() throws Exception {
    List<AttributeValue> values =
        List.of(
            new AttributeValue.Empty(),
            new AttributeValue.Int(Long.MIN_VALUE),
            new AttributeValue.Real(0.5),
            new AttributeValue.Real(Double.NaN),
            new AttributeValue.Real(Double.NEGATIVE_INFINITY),
            new AttributeValue.Bytes(new byte[] {(byte) 0xfb, (byte) 0xff}),
            new AttributeValue.Map(List.of(Attribute.of("m", false))));

    String json = json(List.of(new Attribute("k", new AttributeValue.Array(values))));

    assertThat(json)
        .isEqualTo(
            "[{'key':'k','value':{'arrayValue':{'values':[{},{'intValue':'-9223372036854775808'},"
                + "{'doubleValue':0.5},{'doubleValue':'NaN'},{'doubleValue':'-Infinity'},"
                + "{'bytesValue':'+/8='},"
                + "{'kvlistValue':{'values':[{'key':'m','value':{'boolValue':false}}]}}]}}}]");
  }

  @Test
  void write_spansOfTwoScopesAndResources_areGrouped() throws Exception {
    var gen = new Gen(3);
    Resource first = gen.resource();
    Scope scope = gen.scope();
    List<Span> spans =
        List.of(
            gen.span(gen.traceId(), gen.spanId(), null, first, scope),
            gen.span(gen.traceId(), gen.spanId(), null, first, scope),
            gen.span(
                gen.traceId(), gen.spanId(), null, first, new Scope("2", "", List.of(), 0, "")),
            gen.span(gen.traceId(), gen.spanId(), null, new Resource(List.of(), 0, ""), scope));

    byte[] json = OtlpJsonWriter.write(batch(spans));

    var request = ExportTraceServiceRequest.parseFrom(OtlpJsonReader.read(json));
    assertThat(request.getResourceSpansCount()).isEqualTo(2);
    assertThat(request.getResourceSpans(0).getScopeSpansList())
        .extracting(ScopeSpans::getSpansCount)
        .containsExactly(2, 1);
    assertThat(OtlpProto.spans(request)).isEqualTo(spans);
  }

  @Test
  void write_toAGenerator_isAValueOfALargerText() throws Exception {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("result");
      OtlpJsonWriter.write(batch(new byte[0]), json);
      json.writeEndObject();
    }

    assertThat(text).hasToString("{\"result\":{\"resourceSpans\":[]}}");
  }

  @Test
  void write_toAStream_leavesItOpen() throws Exception {
    var isClosed = new AtomicBoolean();
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            isClosed.set(true);
          }
        };

    OtlpJsonWriter.write(batch(new byte[0]), out);

    assertThat(out.toString(UTF_8)).isEqualTo("{\"resourceSpans\":[]}");
    assertThat(isClosed).isFalse();
  }
}
