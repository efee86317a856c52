package dev.clew.serve.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.serve.ZipkinServer;
import dev.clew.testkit.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/// Real traces in both of Zipkin's versions are taken in whole and given back the same.
@EnabledIf("dev.clew.testkit.Conformance#isExpected")
final class ZipkinSamplesTest {
  private static ZipkinServer server;

  static Stream<Path> samples() {
    return Conformance.files("zipkin-samples", ".json").stream();
  }

  @BeforeAll
  static void open() {
    server = new ZipkinServer();
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
  }

  /// Two of the samples have the same ids.
  @AfterEach
  void clear() throws IOException {
    server.clear();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_isGivenBackTheSame(Path sample) throws IOException {
    String text = Files.readString(sample).strip();
    byte[] body = (text.startsWith("{") ? "[" + text + "]" : text).getBytes(UTF_8);
    boolean isFirst = text.contains("yAnnotations\"");
    SpanBytesDecoder decoder = isFirst ? SpanBytesDecoder.JSON_V1 : SpanBytesDecoder.JSON_V2;

    assertThat(server.post(isFirst ? "/api/v1/spans" : "/api/v2/spans", body).statusCode())
        .isEqualTo(202);

    Map<String, List<Span>> traces =
        decoder.decodeList(body).stream().collect(Collectors.groupingBy(Span::traceId));
    for (Map.Entry<String, List<Span>> trace : traces.entrySet()) {
      assertThat(spans(trace.getKey()))
          .containsExactlyInAnyOrderElementsOf(Set.copyOf(trace.getValue()));
    }
  }

  private static List<Span> spans(String traceId) throws IOException {
    return SpanBytesDecoder.JSON_V2.decodeList(server.get("/api/v2/trace/" + traceId).body());
  }
}
