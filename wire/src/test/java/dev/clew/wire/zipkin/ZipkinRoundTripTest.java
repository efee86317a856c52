package dev.clew.wire.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.Conformance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;
import zipkin2.codec.SpanBytesEncoder;

/// What Zipkin's own codecs write and read is what comes back from the translation.
class ZipkinRoundTripTest {
  private static final long NOW_NANOS = 1_700_000_000_000_000_000L;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  static Stream<Path> samples() {
    return Conformance.files("zipkin-samples", ".json").stream();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spansOfTheSecondVersion_comeBackAsTheyWere(long seed) throws Exception {
    List<Span> spans = new ZipkinGen(seed).spans(20);

    byte[] json = ZipkinReader.jsonV2(SpanBytesEncoder.JSON_V2.encodeList(spans), NOW_NANOS);
    byte[] proto = ZipkinReader.proto3(SpanBytesEncoder.PROTO3.encodeList(spans), NOW_NANOS);

    assertThat(AsZipkin.spans(json)).isEqualTo(spans);
    assertThat(AsZipkin.spans(proto)).isEqualTo(spans);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spansOfTheFirstVersion_comeBackAsZipkinItselfReadsThem(long seed) throws Exception {
    List<Span> spans = new ZipkinGen(seed).spans(20);
    byte[] json = SpanBytesEncoder.JSON_V1.encodeList(spans);
    byte[] thrift = SpanBytesEncoder.THRIFT.encodeList(spans);
    List<Span> expected = spans.stream().flatMap(ZipkinRoundTripTest::readAlone).toList();

    assertThat(AsZipkin.spans(ZipkinReader.jsonV1(json, NOW_NANOS))).isEqualTo(expected);
    assertThat(AsZipkin.spans(ZipkinReader.thrift(thrift, NOW_NANOS))).isEqualTo(expected);
  }

  /// What Zipkin makes of a span once it was written in the first version; alone, since from long
  /// lists Zipkin reads some letters as garbage.
  private static Stream<Span> readAlone(Span span) {
    byte[] json = SpanBytesEncoder.JSON_V1.encodeList(List.of(span));
    return SpanBytesDecoder.JSON_V1.decodeList(json).stream();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void wildSpansOfTheFirstVersion_comeBackAsZipkinItselfReadsThem(long seed) throws Exception {
    byte[] json = new V1Gen(seed).spans();

    assertThat(AsZipkin.spans(ZipkinReader.jsonV1(json, NOW_NANOS)))
        .as(() -> new String(json, UTF_8))
        .isEqualTo(SpanBytesDecoder.JSON_V1.decodeList(json));
  }

  @ParameterizedTest
  @MethodSource("samples")
  @EnabledIf("dev.clew.testkit.Conformance#isExpected")
  void samples_comeBackAsTheyWere(Path sample) throws Exception {
    byte[] body = asList(Files.readAllBytes(sample));
    boolean isV1 = new String(body, UTF_8).contains("yAnnotations\"");
    SpanBytesDecoder own = isV1 ? SpanBytesDecoder.JSON_V1 : SpanBytesDecoder.JSON_V2;

    byte[] otlp =
        isV1 ? ZipkinReader.jsonV1(body, NOW_NANOS) : ZipkinReader.jsonV2(body, NOW_NANOS);

    assertThat(AsZipkin.spans(otlp)).isNotEmpty().isEqualTo(own.decodeList(body));
  }

  /// Some samples are a span alone, some a list of traces.
  private static byte[] asList(byte[] sample) {
    String text = new String(sample, UTF_8).strip();
    boolean isAlone = text.startsWith("{");
    return (isAlone ? "[" + text + "]" : text).getBytes(UTF_8);
  }
}
