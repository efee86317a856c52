package dev.clew.collect.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.collect.RedactionSettings;
import dev.clew.collect.redact.Redactor.Found;
import dev.clew.collect.redact.Redactor.Redacted;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.WildRequests;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {
  private static final RedactionSettings USUAL = RedactionSettings.usual(new byte[16]);

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static SpanBatch read(byte[] request) throws MalformedException {
    return OtlpReader.read(request, request.length);
  }

  private static Redacted redact(RedactionSettings settings, byte[] request)
      throws MalformedException {
    return new Redactor(settings).redact(read(request), _ -> true);
  }

  private static byte[] request(Attribute attribute) {
    Span any = new Gen(1).span();
    return OtlpProto.request(List.of(with(any, attribute))).toByteArray();
  }

  private static Span with(Span any, Attribute attribute) {
    return new Span(
        any.traceId(),
        any.spanId(),
        any.parentSpanId(),
        "",
        0,
        "n",
        any.kind(),
        1,
        2,
        any.status(),
        "",
        List.of(attribute, Attribute.of("k", "kept")),
        List.of(),
        List.of(),
        3,
        0,
        0,
        any.resource(),
        any.scope());
  }

  private static Span only(Redacted redacted) throws MalformedException {
    return ModelSpans.spans(read(redacted.request().orElseThrow())).getFirst();
  }

  @Test
  void request_withoutSecrets_isNotTouched() throws MalformedException {
    Redacted redacted = redact(USUAL, request(Attribute.of("http.route", "/api/{id}")));

    assertThat(redacted.request()).isEmpty();
    assertThat(redacted.found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MASK, https://a:***@h/x",
    "HASH, https://a:hmac:9f2a,",
    "REPORT, https://a:pw1@h/x",
    "OFF, https://a:pw1@h/x"
  })
  void action_isWhatBecomesOfASecret(RedactionAction action, String start) throws Exception {
    RedactionSettings settings = USUAL.with(RedactionRule.URL_PASSWORD, action);
    byte[] request = request(Attribute.of("url.full", "https://a:pw1@h/x"));

    Redacted redacted = redact(settings, request);

    Span span = ModelSpans.spans(read(redacted.request().orElse(request))).getFirst();
    AttributeValue value = span.attributes().getFirst().value();
    assertThat(((AttributeValue.Text) value).value()).startsWith(start.substring(0, 13));
    assertThat(redacted.found()).hasSize(action == RedactionAction.OFF ? 0 : 1);
  }

  @Test
  void secretThatComesAgain_goesAndCountsEachTime() throws Exception {
    Attribute secret = Attribute.of("url.full", "https://a:pw1@host.example/x");
    Attribute clean = Attribute.of("url.full", "https://host.example/x");
    Span any = new Gen(1).span();
    var spans = Stream.of(clean, secret, clean, secret, secret).map(each -> with(any, each));
    byte[] request = OtlpProto.request(spans.toList()).toByteArray();

    Redacted redacted = redact(USUAL, request);

    assertThat(
            redacted.found().stream()
                .mapToInt(each -> each.counts().get(RedactionRule.URL_PASSWORD)))
        .containsExactly(1, 1, 1);
    assertThat(new String(redacted.request().orElseThrow(), UTF_8)).doesNotContain("pw1");
  }

  @Test
  void drop_takesTheAttribute_andCountsItAsDropped() throws Exception {
    RedactionSettings settings = USUAL.with(RedactionRule.SECRET_NAME, RedactionAction.DROP);

    Span span = only(redact(settings, request(Attribute.of("db.password", "x1"))));

    assertThat(span.attributes()).containsExactly(Attribute.of("k", "kept"));
    assertThat(span.droppedAttributes()).isEqualTo(4);
  }

  @Test
  void hash_isTheSameForTheSameSecret_andAnotherWithAnotherKey() throws Exception {
    RedactionSettings one = USUAL.with(RedactionRule.SECRET_NAME, RedactionAction.HASH);
    byte[] otherKey = "another key of 24 bytes.".getBytes(UTF_8);
    var other = new RedactionSettings(one.actions(), otherKey);
    byte[] request = request(Attribute.of("db.password", "x1"));

    Attribute first = only(redact(one, request)).attributes().getFirst();

    assertThat(first).isEqualTo(only(redact(one, request)).attributes().getFirst());
    assertThat(first).isNotEqualTo(only(redact(other, request)).attributes().getFirst());
    assertThat(first.value().toString()).matches(".*hmac:[0-9a-f]{16}.*");
  }

  @Test
  void secretKey_masksEveryLeafOfItsValue() throws Exception {
    var headers =
        new AttributeValue.Array(
            List.of(new AttributeValue.Text("a1"), new AttributeValue.Int(1234)));

    Span span = only(redact(USUAL, request(new Attribute("http.request.header.cookie", headers))));

    assertThat(span.attributes().getFirst().value())
        .isEqualTo(
            new AttributeValue.Array(
                List.of(new AttributeValue.Text("***"), new AttributeValue.Text("***"))));
  }

  @Test
  void commandLine_goes_butItsAttributesStayOtherwise() throws Exception {
    Span span = only(redact(USUAL, request(Attribute.of("process.command_line", "java -jar x"))));

    assertThat(span.attributes()).containsExactly(Attribute.of("k", "kept"));
  }

  @Test
  void findings_areCountedByServiceAndRule() throws Exception {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(request(Attribute.of("db.password", "x1")));
    String service =
        ModelSpans.spans(read(request.toByteArray())).getFirst().resource().attributes().stream()
            .filter(attribute -> attribute.key().equals("service.name"))
            .map(attribute -> ((AttributeValue.Text) attribute.value()).value())
            .findFirst()
            .orElseThrow();

    assertThat(redact(USUAL, request.toByteArray()).found())
        .containsExactly(new Found(service, Map.of(RedactionRule.SECRET_NAME, 1)));
  }

  @Test
  void unknownField_losesItsSecret_andStaysReadable() throws Exception {
    byte[] secret = "token=hunter22".getBytes(UTF_8);
    var field =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFrom(secret)).build();
    var unknown = UnknownFieldSet.newBuilder().addField(900, field).build();
    Event event = Event.newBuilder().setName("e").setUnknownFields(unknown).build();
    ExportTraceServiceRequest.Builder request =
        OtlpProto.request(List.of(new Gen(1).span())).toBuilder();
    request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0).addEvents(event);

    byte[] left = redact(USUAL, request.build().toByteArray()).request().orElseThrow();

    assertThat(new String(left, UTF_8)).contains("token=********").doesNotContain("hunter22");
    assertThat(ExportTraceServiceRequest.parseFrom(left).getResourceSpansCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void request_thatWasRedacted_holdsNothingMore(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Corpus.Secret> secrets = Corpus.secrets();
    var spans = new ArrayList<Span>();
    Stream.generate(gen::span)
        .limit(20)
        .map(span -> with(span, Attribute.of(gen.word(), gen.oneOf(secrets).text())))
        .forEach(spans::add);

    byte[] once = redact(USUAL, OtlpWriter.write(spans)).request().orElseThrow();

    assertThat(redact(USUAL, once).found()).isEmpty();
    assertThat(read(once).size()).isEqualTo(spans.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void wildRequest_staysReadable(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = Stream.generate(gen::span).limit(5).toList();
    byte[] request = new WildRequests(gen, 200).of(spans).toByteArray();
    SpanBatch batch = read(request);

    Redacted redacted = new Redactor(USUAL).redact(batch, _ -> true);

    if (redacted.request().isPresent()) {
      assertThat(read(redacted.request().get()).size()).isEqualTo(batch.size());
    }
  }
}
