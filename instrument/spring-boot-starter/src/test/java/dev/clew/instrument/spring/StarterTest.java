package dev.clew.instrument.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// A Spring Boot application with the starter, and what it sends.
class StarterTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder = Path.of("unset");

  @Test
  void request_ofAnApplication_isATraceWithItsBeansAndItsLog() throws Exception {
    Path log = folder.resolve("shop.log");
    GlobalOpenTelemetry.resetForTest();
    try (OtlpSink sink = new OtlpSink();
        ConfigurableApplicationContext shop = start(sink, log)) {
      get(shop, "/prices/tea");
      get(shop, "/actuator/health");

      Span server = span(sink, "GET /prices/{item}");
      Span bean = span(sink, "prices.of");
      assertThat(bean.getParentSpanId()).isEqualTo(server.getSpanId());
      assertThat(bean.toString()).contains("code.argument.item").contains("tea");
      assertThat(sink.spans().toString()).doesNotContain("actuator");
      assertThat(Files.readString(log)).contains(hex(server) + ",").contains("asked for tea");
      assertThat(sink.resources().get(0).getResource().toString())
          .contains("clew")
          .contains("tea-shop");
      assertThat(get(shop, "/actuator/clew")).contains("spans.open").contains("redactions");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void answer_toABrowser_namesTheTraceAndTheCorrelation(String type) throws Exception {
    GlobalOpenTelemetry.resetForTest();
    try (OtlpSink sink = new OtlpSink();
        ConfigurableApplicationContext shop =
            start(
                sink,
                folder.resolve("shop.log"),
                "--spring.main.web-application-type=" + type,
                "--clew.correlation.make=true")) {
      HttpHeaders headers = ask(shop, "/prices/tea").headers();

      Span server = span(sink, "GET /prices/{item}");
      assertThat(headers.firstValue("Server-Timing").orElse("")).contains(hex(server));
      assertThat(headers.firstValue("X-Correlation-Id").orElse("")).hasSize(36);
      assertThat(server.toString()).contains(headers.firstValue("X-Correlation-Id").orElse("-"));
    }
  }

  @Test
  void log_ofARequest_goesWithItsTraceAndWithoutItsSecrets() throws Exception {
    GlobalOpenTelemetry.resetForTest();
    try (OtlpSink sink = new OtlpSink();
        ConfigurableApplicationContext shop =
            start(
                sink,
                folder.resolve("shop.log"),
                "--otel.logs.exporter=otlp",
                "--otel.blrp.schedule.delay=200")) {
      get(shop, "/prices/token=hunter2");

      await().atMost(SOON).until(() -> asked(sink).findAny().isPresent());
      await().atMost(SOON).until(() -> !sink.spans().isEmpty());
      LogRecord log = asked(sink).findFirst().orElseThrow();
      assertThat(log.getBody().getStringValue()).isEqualTo("asked for token=***");
      assertThat(log.getTraceId()).isEqualTo(sink.spans().get(0).getTraceId());
    }
  }

  private static Stream<LogRecord> asked(OtlpSink sink) {
    return sink.logs().stream()
        .filter(log -> log.getBody().getStringValue().startsWith("asked for"));
  }

  private static ConfigurableApplicationContext start(OtlpSink sink, Path log, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(settings(sink, log));
    return new SpringApplication(Shop.class).run(arguments.toArray(String[]::new));
  }

  private static List<String> settings(OtlpSink sink, Path log) {
    return List.of(
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--spring.application.name=tea-shop",
        "--logging.file.name=" + log,
        "--management.endpoints.web.exposure.include=*",
        "--clew.ignore.paths=/actuator/**",
        "--otel.bsp.schedule.delay=200",
        "--otel.exporter.otlp.endpoint=" + sink.address());
  }

  private String get(ConfigurableApplicationContext shop, String path)
      throws IOException, InterruptedException {
    return ask(shop, path).body();
  }

  private HttpResponse<String> ask(ConfigurableApplicationContext shop, String path)
      throws IOException, InterruptedException {
    String port = shop.getEnvironment().getProperty("local.server.port");
    URI address = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request =
        HttpRequest.newBuilder(address).header("User-Agent", "Mozilla/5.0 (test)").build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /// Waits for it: spans of one trace may leave in several requests.
  private static Span span(OtlpSink sink, String name) {
    await().atMost(SOON).until(() -> named(sink, name).findAny().isPresent());
    return named(sink, name).findFirst().orElseThrow();
  }

  private static Stream<Span> named(OtlpSink sink, String name) {
    return sink.spans().stream().filter(span -> span.getName().equals(name));
  }

  private static String hex(Span span) {
    return HexFormat.of().formatHex(span.getTraceId().toByteArray());
  }
}
