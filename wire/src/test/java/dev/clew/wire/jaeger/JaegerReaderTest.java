package dev.clew.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.SpanRef;
import io.jaegertracing.thriftjava.SpanRefType;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a span of Jaeger's becomes in OTLP.
class JaegerReaderTest {
  private static io.jaegertracing.thriftjava.Span span() {
    return new io.jaegertracing.thriftjava.Span(1, 2, 3, 0, "x", 1, 1000, 2);
  }

  private static Span read(io.jaegertracing.thriftjava.Span span) throws Exception {
    return read(new Process("a"), span);
  }

  private static Span read(Process process, io.jaegertracing.thriftjava.Span span)
      throws Exception {
    byte[] body = JaegerBytes.THRIFT.write(new Batch(process, List.of(span)));
    return JaegerBytes.THRIFT.read(body).getFirst();
  }

  private static Span read(Tag... tags) throws Exception {
    return read(span().setTags(List.of(tags)));
  }

  private static Tag text(String key, String value) {
    return new Tag(key, TagType.STRING).setVStr(value);
  }

  private static SpanRef child(long traceIdLow, long spanId) {
    return new SpanRef(SpanRefType.CHILD_OF, traceIdLow, 2, spanId);
  }

  private static SpanRef follows(long traceIdLow, long spanId) {
    return new SpanRef(SpanRefType.FOLLOWS_FROM, traceIdLow, 2, spanId);
  }

  private static SpanLink link(long traceIdLow, long spanId, String type) {
    Attribute attribute = Attribute.of("opentracing.ref_type", type);
    return new SpanLink(2, traceIdLow, spanId, "", 0, List.of(attribute), 0);
  }

  @Test
  void process_isTheResource() throws Exception {
    Process process =
        new Process("a")
            .setTags(
                List.of(text("hostname", "h"), text("jaeger.version", "Go-2"), text("ip", "1")));

    assertThat(read(process, span()).resource())
        .isEqualTo(
            new Resource(
                List.of(
                    Attribute.of("service.name", "a"),
                    Attribute.of("host.name", "h"),
                    Attribute.of("opencensus.exporterversion", "Jaeger-Go-2"),
                    Attribute.of("ip", "1")),
                0,
                ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OTLPResourceNoServiceName"})
  void process_withoutAName_isNoService(String name) throws Exception {
    assertThat(read(new Process(name), span()).resource().attributes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "client, CLIENT, 0",
    "server, SERVER, 0",
    "producer, PRODUCER, 0",
    "consumer, CONSUMER, 0",
    "internal, INTERNAL, 0",
    "other, UNSPECIFIED, 1"
  })
  void spanKind_isTheKind(String tag, SpanKind kind, int attributes) throws Exception {
    Span span = read(text("span.kind", tag));

    assertThat(span.kind()).isEqualTo(kind);
    assertThat(span.attributes()).hasSize(attributes);
  }

  @ParameterizedTest
  @CsvSource({
    "error, true, ERROR, 0",
    "error, false, UNSET, 1",
    "otel.status_code, ok, OK, 0",
    "otel.status_code, ERROR, ERROR, 0",
    "otel.status_code, UNSET, UNSET, 0",
    "http.status_code, 503, ERROR, 1",
    "http.status_code, 404, UNSET, 1",
    "http.status_code, 200, UNSET, 1",
    "http.status_code, none, UNSET, 1"
  })
  void status_isWhatATagSays(String key, String value, StatusCode code, int attributes)
      throws Exception {
    Span span = read(text(key, value));

    assertThat(span.status()).isEqualTo(code);
    assertThat(span.attributes()).hasSize(attributes);
  }

  @Test
  void error_isStrongerThanAnExplicitStatus() throws Exception {
    Tag error = new Tag("error", TagType.BOOL).setVBool(true);

    Span span =
        read(text("otel.status_code", "OK"), error, text("otel.status_description", "it broke"));

    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("it broke");
    assertThat(span.attributes()).isEmpty();
  }

  @Test
  void httpStatus_of4xx_isAnErrorOfTheClientOnly() throws Exception {
    Tag status = new Tag("http.status_code", TagType.LONG).setVLong(404);
    Tag message = text("http.status_message", "Not Found");

    Span client = read(status, message, text("span.kind", "client"));

    assertThat(client.status()).isEqualTo(StatusCode.ERROR);
    assertThat(client.statusMessage()).isEqualTo("Not Found");
    assertThat(read(status, text("span.kind", "server")).hasError()).isFalse();
  }

  @Test
  void scopeAndTraceState_areTakenFromTags() throws Exception {
    Span span =
        read(
            text("otel.scope.name", "lib"),
            text("otel.library.version", "1.2"),
            text("w3c.tracestate", "a=b"));

    assertThat(span.scope()).isEqualTo(new Scope("lib", "1.2", List.of(), 0, ""));
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.attributes()).isEmpty();
  }

  @Test
  void tags_keepTheirTypes() throws Exception {
    Span span =
        read(
            text("s", "v"),
            new Tag("d", TagType.DOUBLE).setVDouble(1.5),
            new Tag("b", TagType.BOOL).setVBool(true),
            new Tag("l", TagType.LONG).setVLong(-7),
            new Tag("x", TagType.BINARY).setVBinary(new byte[] {1, 2}));

    assertThat(span.attributes().subList(0, 4))
        .containsExactly(
            Attribute.of("s", "v"),
            Attribute.of("d", 1.5),
            Attribute.of("b", true),
            Attribute.of("l", -7));
    assertThat(span.attributes().get(4).value())
        .isEqualTo(new dev.clew.model.AttributeValue.Bytes(new byte[] {1, 2}));
  }

  @Test
  void log_isAnEventOfItsName() throws Exception {
    Tag count = new Tag("event", TagType.LONG).setVLong(1);
    Log log = new Log(1001, List.of(text("event", "retry"), text("k", "v"), count));

    Span span = read(span().setLogs(List.of(log)));

    assertThat(span.events().getFirst().name()).isEqualTo("retry");
    assertThat(span.events().getFirst().timeNanos()).isEqualTo(1_001_000);
    assertThat(span.events().getFirst().attributes())
        .containsExactly(Attribute.of("k", "v"), Attribute.of("event", 1));
  }

  @Test
  void parent_thatIsNamed_isNoLinkToo() throws Exception {
    Span span = read(span().setParentSpanId(9).setReferences(List.of(child(1, 9), child(7, 8))));

    assertThat(span.parentSpanId()).hasToString("0000000000000009");
    assertThat(span.links()).containsExactly(link(7, 8, "child_of"));
  }

  @Test
  void parent_isTheFirstOfTheTraceWhoseChildThisIs() throws Exception {
    Span span = read(span().setReferences(List.of(follows(1, 5), child(7, 6), child(1, 8))));

    assertThat(span.parentSpanId()).hasToString("0000000000000008");
    assertThat(span.links()).containsExactly(link(1, 5, "follows_from"), link(7, 6, "child_of"));
  }

  @Test
  void parent_thatIsFollowed_isALinkToo() throws Exception {
    Span span = read(span().setReferences(List.of(follows(1, 5))));

    assertThat(span.parentSpanId()).hasToString("0000000000000005");
    assertThat(span.links()).containsExactly(link(1, 5, "follows_from"));
  }

  @Test
  void traceId_of64Bits_hasAnUpperHalfOfZero() throws Exception {
    assertThat(read(span().setTraceIdHigh(0)).traceId())
        .hasToString("00000000000000000000000000000001");
  }

  @Test
  void times_thatCannotBe_areBounded() throws Exception {
    assertThat(read(span().setStartTime(-1).setDuration(-5)).endNanos()).isZero();
    assertThat(read(span().setStartTime(Long.MAX_VALUE)).startNanos()).isEqualTo(-1);
    assertThat(read(span().setDuration(Long.MAX_VALUE)).endNanos()).isEqualTo(-1);
  }

  @Test
  void zipkinBatch_isReadAsZipkins() throws Exception {
    var zipkin =
        new com.twitter.zipkin.thriftjava.Span(1, "get", 2, List.of(), List.of()).setTimestamp(5);
    var packet = new TMemoryBuffer(1024);
    new Agent.Client(new TCompactProtocol(packet)).emitZipkinBatch(List.of(zipkin));

    byte[] otlp = JaegerReader.compact(Arrays.copyOf(packet.getArray(), packet.length()), 1);
    Span span = ModelSpans.spans(OtlpReader.read(otlp, otlp.length)).getFirst();

    assertThat(span.name()).isEqualTo("get");
    assertThat(span.startNanos()).isEqualTo(5000);
  }
}
