package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import brave.Tracing;
import brave.sampler.Sampler;
import dev.clew.serve.settings.Port;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesEncoder;
import zipkin2.reporter.AsyncReporter;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/// Zipkin's own clients against the whole server; what they sent is read through the other APIs.
class ZipkinClientsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final long nowMicros = Instant.now().getEpochSecond() * 1_000_000;

  @TempDir private Path folder;
  private Clew clew;

  @BeforeEach
  void open() throws Exception {
    clew = Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    clew.close();
  }

  private URI zipkin(String path) {
    return clew.addresses().of(Port.ZIPKIN).orElseThrow().resolve(path);
  }

  private BytesMessageSender sender(String path, Encoding encoding) {
    return URLConnectionSender.newBuilder()
        .endpoint(zipkin(path).toString())
        .encoding(encoding)
        .build();
  }

  /// Clients send on threads of their own.
  private void awaitFound(String path, CharSequence... parts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(path)).contains(parts));
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(clew.addresses().page().resolve(path)).timeout(PATIENCE);
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }

  @SuppressWarnings("deprecation") // clients still send THRIFT
  @ParameterizedTest
  @EnumSource
  void reporter_inEachEncoding_isHeard(Encoding encoding) throws Exception {
    String path = encoding == Encoding.THRIFT ? "/api/v1/spans" : "/api/v2/spans";
    Span span =
        Span.newBuilder()
            .traceId("463ac35c9f6413ad48485a3953bb6124")
            .id("a2fb4a1d1a96d312")
            .kind(Span.Kind.CLIENT)
            .name("get /basket")
            .timestamp(nowMicros)
            .duration(250)
            .localEndpoint(Endpoint.newBuilder().serviceName("front").ip("10.0.0.1").build())
            .remoteEndpoint(Endpoint.newBuilder().serviceName("back").port(9000).build())
            .addAnnotation(nowMicros + 1, "ws")
            .putTag("error", "timed out")
            .build();

    try (var sender = sender(path, encoding);
        var reporter = AsyncReporter.create(sender)) {
      reporter.report(span);
      reporter.flush();
    }

    awaitFound(
        "/api/traces/463ac35c9f6413ad48485a3953bb6124",
        "\"operationName\":\"get /basket\"",
        "\"startTime\":" + nowMicros + ",\"duration\":250",
        "\"serviceName\":\"front\"",
        "\"key\":\"span.kind\",\"type\":\"string\",\"value\":\"client\"",
        "\"key\":\"peer.service\",\"type\":\"string\",\"value\":\"back\"",
        "\"key\":\"network.peer.port\",\"type\":\"int64\",\"value\":9000",
        "\"key\":\"error\"",
        "\"key\":\"event\",\"type\":\"string\",\"value\":\"ws\"");
  }

  @Test
  void firstVersionInJson_gzipped_isHeard() throws Exception {
    Span span =
        Span.newBuilder().traceId("a").id("b").name("x").timestamp(nowMicros).duration(1).build();
    byte[] body = SpanBytesEncoder.JSON_V1.encodeList(List.of(span));
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(body);
    }

    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(zipkin("/api/v1/spans"))
                .header("content-encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build(),
            BodyHandlers.ofString(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(get("/api/traces/a")).contains("\"traceID\":\"000000000000000a\"");
    assertThat(get("/metrics"))
        .contains(
            "clew_requests_total{format=\"zipkin_json_v1\"} 1.0",
            "clew_spans_received_total{format=\"zipkin_json_v1\"} 1.0");
  }

  @Test
  void brave_withASharedSpan_isOneCallOfTwoSides() throws Exception {
    String traceId;
    try (var sender = sender("/api/v2/spans", Encoding.JSON);
        var handler = AsyncZipkinSpanHandler.create(sender);
        var front = tracing("front", handler);
        var back = tracing("back", handler)) {
      brave.Span client =
          front.tracer().newTrace().kind(brave.Span.Kind.CLIENT).name("call").start();
      back.tracer().joinSpan(client.context()).kind(brave.Span.Kind.SERVER).start().finish();
      client.finish();
      traceId = client.context().traceIdString();
      handler.flush();
    }

    awaitFound(
        "/api/traces/" + requireNonNull(traceId),
        "\"serviceName\":\"front\"",
        "\"serviceName\":\"back\"",
        "\"refType\":\"CHILD_OF\"",
        "\"key\":\"zipkin.shared\",\"type\":\"bool\",\"value\":true");
    awaitFound("/api/dependencies", "\"parent\":\"front\",\"child\":\"back\",\"callCount\":1");
  }

  private static Tracing tracing(String service, AsyncZipkinSpanHandler handler) {
    return Tracing.newBuilder()
        .localServiceName(service)
        .addSpanHandler(handler)
        .sampler(Sampler.ALWAYS_SAMPLE)
        .supportsJoin(true)
        .build();
  }

  @Test
  void body_thatIsMalformed_isToldToItsClientAndCounted() throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(zipkin("/api/v2/spans"))
                .POST(BodyPublishers.ofString("[{\"binaryAnnotations\":[]}]"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Expected a JSON_V2 encoded list, but received: JSON_V1\n");
    assertThat(get("/metrics"))
        .contains(
            "clew_requests_refused_total{format=\"zipkin_json_v2\",reason=\"malformed\"} 1.0");
  }
}
