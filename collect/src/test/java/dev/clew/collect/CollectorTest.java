package dev.clew.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.json.OtlpJsonWriter;
import dev.clew.wire.otlp.Excess;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanLimits;
import dev.clew.wire.otlp.SpanRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Instant NOW = Instant.ofEpochSecond(0, Gen.EPOCH_NANOS).plusSeconds(7200);
  private static final CollectLimits LIMITS =
      new CollectLimits(1 << 20, Duration.ofHours(1), SpanLimits.DEFAULT);

  private static final RedactionSettings REDACTION = RedactionSettings.usual(new byte[16]);

  private final Gen gen = new Gen(5);
  private final RecordingSink sink = new RecordingSink();
  private final CollectStats stats = new CollectStats();
  private final ManualClock clock = new ManualClock(NOW);
  private final Collector collector = new Collector(sink, LIMITS, REDACTION, stats, clock);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private Receipt receive(byte[] body) {
    return collector.receive(TENANT, body, Encoding.IDENTITY, Format.OTLP_PROTOBUF);
  }

  private static byte[] request(Span... spans) {
    return OtlpWriter.write(Arrays.asList(spans));
  }

  private static byte[] request(io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
    var scope = ScopeSpans.newBuilder();
    Arrays.stream(spans).forEach(scope::addSpans);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private io.opentelemetry.proto.trace.v1.Span.Builder span() {
    return OtlpProto.span(gen.span()).toBuilder();
  }

  private static ByteString zeroes(int count) {
    return ByteString.copyFrom(new byte[count]);
  }

  /// The spans that the sink would find in the body after a crash; they are those of the batch.
  private static List<Span> spansOf(RecordingSink.Kept request) throws Exception {
    byte[] inflated = Inflation.inflate(request.body(), request.encoding(), 1 << 24);
    List<Span> spans = ModelSpans.spans(OtlpReader.read(inflated, inflated.length));
    assertThat(request.spans()).isEqualTo(spans);
    return spans;
  }

  @ParameterizedTest
  @EnumSource
  void receive_requestThatNeedsNoChange_isHandedOnByteForByte(Encoding encoding) throws Exception {
    Span span = gen.span();
    byte[] body = Compression.compress(request(span), encoding);

    Receipt receipt = collector.receive(TENANT, body, encoding, Format.OTLP_PROTOBUF);

    assertThat(receipt).isEqualTo(new Receipt.Stored(1));
    assertThat(sink.only().body()).isSameAs(body);
    assertThat(sink.only().encoding()).isEqualTo(encoding);
    assertThat(spansOf(sink.only())).containsExactly(span);
  }

  @Test
  void receive_anyRequest_isHandedOnForItsTenant() {
    TenantId tenant = new TenantId("acme");

    collector.receive(tenant, request(gen.span()), Encoding.IDENTITY, Format.OTLP_PROTOBUF);

    assertThat(sink.tenants()).containsExactly(tenant);
  }

  @ParameterizedTest
  @EnumSource
  void receive_emptyBody_storesNothing(Format format) {
    Receipt receipt = collector.receive(TENANT, new byte[0], Encoding.GZIP, format);

    assertThat(receipt).isEqualTo(new Receipt.Stored(0));
    assertThat(sink.requests()).isEmpty();
    assertThat(stats.requests()).isEqualTo(1);
  }

  @Test
  void receive_requestWithoutSpans_storesNothing() {
    byte[] json = "{}".getBytes(UTF_8);

    assertThat(collector.receive(TENANT, json, Encoding.IDENTITY, Format.OTLP_JSON))
        .isEqualTo(new Receipt.Stored(0));
    assertThat(receive(request(new Span[0]))).isEqualTo(new Receipt.Stored(0));
    assertThat(
            receive(
                ExportTraceServiceRequest.newBuilder()
                    .addResourceSpans(ResourceSpans.newBuilder().setSchemaUrl("s"))
                    .build()
                    .toByteArray()))
        .isEqualTo(new Receipt.Stored(0));
    assertThat(sink.requests()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void receive_json_isHandedOnAsProtobuf(long seed) throws Exception {
    var any = new Gen(seed);
    List<Span> spans = Stream.generate(any::span).limit(5).toList();
    byte[] protobuf = OtlpProto.request(spans).toByteArray();
    byte[] json = OtlpJsonWriter.write(OtlpReader.read(protobuf, protobuf.length));

    Receipt receipt = collector.receive(TENANT, json, Encoding.IDENTITY, Format.OTLP_JSON);

    assertThat(receipt).isEqualTo(new Receipt.Stored(5));
    assertThat(sink.only().encoding()).isEqualTo(Encoding.ZSTD);
    assertThat(spansOf(sink.only())).isEqualTo(spans);
  }

  @Test
  void receive_spansThatCanNeverBeStored_areRejectedAndTheOthersStored() throws Exception {
    byte[] body =
        request(
            span().setTraceId(zeroes(16)),
            span().setName("first"),
            span().setTraceId(zeroes(0)),
            span().setSpanId(zeroes(8)),
            span().setTraceId(zeroes(15)),
            span().setSpanId(zeroes(9)),
            span().setParentSpanId(zeroes(3)),
            span().setName("last"));

    Receipt receipt = receive(body);

    assertThat(receipt)
        .isEqualTo(
            new Receipt.PartlyStored(
                2,
                6,
                "trace id needs 16 bytes (2 spans); trace id must not be all zeroes (1 span);"
                    + " span id needs 8 bytes (1 span); span id must not be zero (1 span);"
                    + " parent span id needs 8 bytes or none (1 span)"));
    assertThat(spansOf(sink.only())).extracting(Span::name).containsExactly("first", "last");
    assertThat(stats.rejectedSpans(Rejection.TRACE_ID_LENGTH)).isEqualTo(2);
    assertThat(stats.rejectedSpans(Rejection.PARENT_SPAN_ID_LENGTH)).isEqualTo(1);
    assertThat(stats.storedSpans()).isEqualTo(2);
  }

  @Test
  void receive_onlySpansThatCanNeverBeStored_asksTheSinkNothing() {
    Receipt receipt =
        receive(request(span().setTraceId(zeroes(16)), span().setTraceId(zeroes(16))));

    assertThat(receipt)
        .isEqualTo(new Receipt.PartlyStored(0, 2, "trace id must not be all zeroes (2 spans)"));
    assertThat(sink.requests()).isEmpty();
    assertThat(stats.rejectedSpans(Rejection.TRACE_ID_ZERO)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"3600, true", "3601, false"})
  void receive_spanAheadOfTheClock_isKeptUpToTheLimit(long secondsAhead, boolean isKept) {
    long nanos = Gen.EPOCH_NANOS + (7200 + secondsAhead) * 1_000_000_000;
    Span starts = TraceGen.at(gen.span(), nanos, nanos);
    Span ends = TraceGen.at(gen.span(), Gen.EPOCH_NANOS, nanos);

    Receipt receipt = receive(request(starts, ends));

    assertThat(receipt instanceof Receipt.Stored).isEqualTo(isKept);
    assertThat(stats.rejectedSpans(Rejection.FUTURE)).isEqualTo(isKept ? 0 : 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void receive_spanOfTheFarFuture_isRejected(long nanos) {
    Receipt receipt = receive(request(TraceGen.at(gen.span(), nanos, 0), gen.span()));

    assertThat(receipt)
        .isEqualTo(new Receipt.PartlyStored(1, 1, Rejection.FUTURE.rule() + " (1 span)"));
  }

  @Test
  void receive_spanAheadOfTheClock_isKeptOnceTheClockHasComeCloser() {
    long nanos = Gen.EPOCH_NANOS + 5 * 3_600_000_000_000L;
    byte[] body = request(TraceGen.at(gen.span(), nanos, nanos));
    assertThat(receive(body)).isInstanceOf(Receipt.PartlyStored.class);

    clock.advance(Duration.ofHours(2));

    assertThat(receive(body)).isEqualTo(new Receipt.Stored(1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 5", "1700000000000000000, 0", "1700000000000000000, 5"})
  void receive_spanThatEndsBeforeItStarts_isKeptAsItIs(long start, long end) throws Exception {
    Span span = TraceGen.at(gen.span(), start, end);

    assertThat(receive(request(span))).isEqualTo(new Receipt.Stored(1));

    assertThat(spansOf(sink.only())).containsExactly(span);
  }

  @Test
  void receive_requestOverTheLimitsOfASpan_isCutAndCounted() throws Exception {
    var large = span().setName("n".repeat(500_000)).clearAttributes();
    for (int at = 0; at < 10_000; at++) {
      large.addAttributesBuilder().setKey("k" + at).getValueBuilder().setIntValue(at);
    }

    Receipt receipt = receive(request(large));

    assertThat(receipt).isEqualTo(new Receipt.Stored(1));
    Span stored = spansOf(sink.only()).getFirst();
    assertThat(stored.name()).isEqualTo("n".repeat(1024));
    assertThat(stored.attributes()).hasSize(128).startsWith(Attribute.of("k0", 0));
    assertThat(stored.droppedAttributes()).isEqualTo(large.getDroppedAttributesCount() + 9_872);
    assertThat(stats.trimmed(Excess.ATTRIBUTE)).isEqualTo(9_872);
    assertThat(stats.trimmed(Excess.VALUE)).isEqualTo(1);
    assertThat(stats.trimmed(Excess.EVENT)).isZero();
  }

  @Test
  void receive_requestToCutAndToRejectFrom_isBoth() throws Exception {
    byte[] body = request(span().setName("n".repeat(2000)), span().setTraceId(zeroes(16)));

    Receipt receipt = receive(body);

    assertThat(receipt)
        .isEqualTo(new Receipt.PartlyStored(1, 1, "trace id must not be all zeroes (1 span)"));
    assertThat(spansOf(sink.only())).extracting(Span::name).containsExactly("n".repeat(1024));
  }

  @ParameterizedTest
  @EnumSource
  void receive_garbage_isMalformed(Format format) {
    byte[] body = "\u0001garbage".getBytes(UTF_8);

    Receipt receipt = collector.receive(TENANT, body, Encoding.IDENTITY, format);

    assertThat(receipt).isInstanceOf(Receipt.Malformed.class);
    assertThat(sink.requests()).isEmpty();
    assertThat(stats.malformedRequests()).isEqualTo(1);
  }

  @Test
  void receive_bodyOfAnotherEncoding_isMalformed() {
    Receipt receipt =
        collector.receive(TENANT, request(gen.span()), Encoding.GZIP, Format.OTLP_PROTOBUF);

    assertThat(receipt)
        .isInstanceOfSatisfying(
            Receipt.Malformed.class,
            malformed -> assertThat(malformed.reason()).startsWith("body needs to be whole GZIP"));
  }

  @ParameterizedTest
  @EnumSource
  void receive_bodyOverTheLimit_isTooLarge(Encoding encoding) {
    byte[] body = Compression.compress(new byte[(1 << 20) + 1], encoding);

    Receipt receipt = collector.receive(TENANT, body, encoding, Format.OTLP_PROTOBUF);

    assertThat(receipt)
        .isEqualTo(
            new Receipt.TooLarge(
                "body must not be larger than 1048576 bytes, inflated where it is compressed"));
    assertThat(stats.tooLargeRequests()).isEqualTo(1);
    assertThat(stats.inflatedBytes()).isZero();
  }

  @Test
  void receive_sinkThatRefuses_isRefusedWithItsWait() {
    var refused = new Receipt.Refused("disk is full", Duration.ofSeconds(3));
    sink.answer(refused);

    Receipt receipt = receive(request(gen.span(), gen.span()));

    assertThat(receipt).isEqualTo(refused);
    assertThat(stats.refusedRequests()).isEqualTo(1);
    assertThat(stats.refusedSpans()).isEqualTo(2);
    assertThat(stats.storedSpans()).isZero();
  }

  @Test
  void receive_refusedRequestToRejectFrom_isRejectedFromOnceItIsStored() {
    byte[] body = request(span().setName("n".repeat(2000)), span().setTraceId(zeroes(16)));
    sink.answer(new Receipt.Refused("disk is full", Duration.ofSeconds(3)));
    assertThat(receive(body)).isInstanceOf(Receipt.Refused.class);

    sink.answer(new Receipt.Stored(1));
    assertThat(receive(body)).isInstanceOf(Receipt.PartlyStored.class);

    assertThat(stats.rejectedSpans(Rejection.TRACE_ID_ZERO)).isEqualTo(1);
    assertThat(stats.trimmed(Excess.VALUE)).isEqualTo(1);
  }

  @Test
  void receive_sinkThatRejectsToo_addsUp() {
    sink.answer(new Receipt.PartlyStored(1, 1, "trace is too large"));

    Receipt receipt = receive(request(span(), span(), span().setTraceId(zeroes(16))));

    assertThat(receipt)
        .isEqualTo(
            new Receipt.PartlyStored(
                1, 2, "trace is too large; trace id must not be all zeroes (1 span)"));
    assertThat(stats.storedSpans()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void receive_requestsOneAfterTheOther_doNotMix(Encoding encoding) throws Exception {
    var stored = new ArrayList<Span>();
    var sender =
        new Collector((_, request) -> keep(request, stored), LIMITS, REDACTION, stats, clock);
    var sent = new ArrayList<Span>();
    for (int count : new int[] {1, 9, 2, 30, 1}) {
      Span[] spans = Stream.generate(gen::span).limit(count).toArray(Span[]::new);
      sent.addAll(Arrays.asList(spans));
      byte[] body = Compression.compress(request(spans), encoding);

      sender.receive(TENANT, body, encoding, Format.OTLP_PROTOBUF);
    }

    assertThat(stored).isEqualTo(sent);
  }

  private static Receipt keep(SpanRequest request, List<Span> to) {
    to.addAll(ModelSpans.spans(request.spans()));
    return new Receipt.Stored(request.spans().size());
  }

  @Test
  void receive_severalRequests_areCounted() {
    byte[] body = request(gen.span());
    byte[] zipped = Compression.compress(body, Encoding.GZIP);

    receive(body);
    collector.receive(TENANT, zipped, Encoding.GZIP, Format.OTLP_PROTOBUF);

    assertThat(stats.requests()).isEqualTo(2);
    assertThat(stats.receivedBytes()).isEqualTo(body.length + zipped.length);
    assertThat(stats.inflatedBytes()).isEqualTo(2L * body.length);
    assertThat(stats.storedSpans()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void receive_bytesFlippedAtRandom_alwaysGivesAReceipt(long seed) throws Exception {
    var any = new Gen(seed);
    byte[] body = request(any.span(), any.span());
    var receipts = new ArrayList<Receipt>();
    for (int round = 0; round < 20; round++) {
      byte[] flipped = body.clone();
      flipped[any.random().nextInt(flipped.length)] ^= (byte) (1 << any.random().nextInt(8));
      receipts.add(receive(flipped));
    }

    assertThat(receipts).hasSize(20).doesNotContainNull();
    for (RecordingSink.Kept request : sink.requests()) {
      assertThat(spansOf(request)).isNotEmpty();
    }
  }
}
