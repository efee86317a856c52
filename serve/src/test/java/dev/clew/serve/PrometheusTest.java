package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.SpanSketch;
import dev.clew.wire.otlp.OtlpWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `/metrics` before Prometheus's own programs, which the gate demands and others may lack.
class PrometheusTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  @TempDir private Path folder;
  private Clew clew;

  @BeforeEach
  void open() throws Exception {
    clew =
        Clew.open(
            TestSettings.of(folder.resolve("data"), Map.of("store.seal-age", "100ms")),
            InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    clew.close();
  }

  private void send(long trace) throws IOException, InterruptedException {
    long ago = Instant.now().getEpochSecond() * 1_000_000_000 - SpanSketch.BASE;
    byte[] spans =
        OtlpWriter.write(
            List.of(
                SpanSketch.span("web", "GET /")
                    .trace(trace)
                    .id(1)
                    .at(ago)
                    .kind(SpanKind.CLIENT)
                    .make(),
                SpanSketch.span("db", "select")
                    .trace(trace)
                    .id(2)
                    .parent(1)
                    .at(ago)
                    .kind(SpanKind.SERVER)
                    .status(StatusCode.ERROR, "no")
                    .make()));
    var request =
        HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
            .header("content-type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(spans));
    assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private String metrics(String accept) throws IOException, InterruptedException {
    return get(clew.addresses().page().resolve("/metrics"), accept);
  }

  private static String get(URI address, String accept) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).header("accept", accept).timeout(PATIENCE);
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }

  private void awaitMetric(String accept, String... lines) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics(accept)).contains(lines));
  }

  @Test
  void spans_sealed_areMetrics() throws Exception {
    send(1);

    awaitMetric(
        "text/plain",
        "traces_service_graph_request_total{client=\"web\",connection_type=\"\",server=\"db\"} 1.0",
        "traces_service_graph_request_failed_total{client=\"web\",connection_type=\"\",server=\"db\"} 1.0",
        "traces_span_metrics_calls_total{service_name=\"db\",span_kind=\"SPAN_KIND_SERVER\","
            + "span_name=\"select\",status_code=\"STATUS_CODE_ERROR\"} 1.0");
  }

  @Test
  void metrics_namesAsked_areThoseAlone() throws Exception {
    String names = "?name%5B%5D=clew_blocks&name%5B%5D=clew_upkeep_failures_total";

    String page = get(clew.addresses().page().resolve("/metrics" + names), "text/plain");

    assertThat(page.lines().filter(line -> !line.startsWith("#")))
        .containsExactly("clew_blocks 0.0", "clew_upkeep_failures_total 0.0");
  }

  @Test
  void openMetrics_haveExemplars() throws Exception {
    send(1);
    awaitMetric("text/plain", "traces_spanmetrics_calls_total{service=\"db\"");
    send(0xabc);
    send(0xdef);

    awaitMetric(
        OPEN_METRICS,
        "le=\"0.002\"} 3 # {span_id=\"000000000000000",
        "# {traceID=\"00000000000000000000000000000",
        "# EOF");
    assertThat(metrics("text/plain")).doesNotContain("traceID");
  }

  @Test
  void promtool_checkingThePage_hasNothingToSay() throws Exception {
    send(1);
    awaitMetric("text/plain", "traces_service_graph_request_total{");

    Process tool = start("promtool", "check", "metrics");
    try (OutputStream in = tool.getOutputStream()) {
      in.write(metrics("text/plain").getBytes(UTF_8));
    }

    assertThat(new String(tool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).isZero();
  }

  @Test
  void prometheus_scraping_answersWhatGrafanaAsks() throws Exception {
    send(1);
    awaitMetric("text/plain", "traces_service_graph_request_total{");
    get(clew.addresses().page().resolve("/api/services"), "*/*");
    int port = freePort();
    Process prometheus =
        start(
            "prometheus",
            "--config.file=" + config(),
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--enable-feature=exemplar-storage",
            "--web.listen-address=127.0.0.1:" + port);
    try {
      awaitAnswer(port, "sum by (client, server) (traces_service_graph_request_total)", "\"1\"]");
      awaitAnswer(
          port,
          "histogram_quantile(.9, sum(traces_spanmetrics_latency_bucket{span_name=\"select\"}) by (le))",
          "\"0.00");
      awaitAnswer(port, "up", "\"1\"]");
      for (String query : dashboards()) {
        awaitAnswer(port, query, "\"status\":\"success\"");
        assertMeasured(query);
      }
    } finally {
      prometheus.destroy();
      prometheus.waitFor();
    }
  }

  private static void awaitAnswer(int port, String query, String value) {
    URI address =
        URI.create(
            "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
    await()
        .ignoreException(ConnectException.class)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get(address, "application/json")).contains(value));
  }

  /// What the dashboards ask, as Grafana fills it in.
  private static List<String> dashboards() throws IOException {
    var queries = new ArrayList<String>();
    for (String name : List.of("services", "service", "clew")) {
      Path file = Path.of("../deploy/grafana/dashboards/" + name + ".json");
      queries.addAll(
          new ObjectMapper().readTree(file.toFile()).at("/panels").findValuesAsText("expr"));
    }
    return queries.stream()
        .map(query ->
            query.replaceAll("\\$__(rate_interval|range)", "1m").replace("$service", "web"))
        .toList();
  }

  /// The page has every metric that a query names.
  private void assertMeasured(String query) throws IOException, InterruptedException {
    String page = metrics("text/plain");
    Pattern.compile("(clew|traces|jvm|process)_[a-z_]+")
        .matcher(query)
        .results()
        .map(name -> name.group().replaceFirst("_(bucket|sum|count)$", ""))
        .forEach(name -> assertThat(page).contains("# TYPE " + name + " "));
  }

  private Path config() throws IOException {
    URI page = clew.addresses().page();
    return Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: clew
            static_configs:
              - targets: ['%s:%d']
        """
            .formatted(page.getHost(), page.getPort()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Starts a program of Prometheus's; without it the test is skipped, but for the gate.
  private Process start(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(
              command[0].equals("prometheus")
                  ? ProcessBuilder.Redirect.to(folder.resolve("log").toFile())
                  : ProcessBuilder.Redirect.PIPE)
          .start();
    } catch (IOException e) {
      Assumptions.assumeTrue(
          System.getenv("CI") != null, command[0] + " is not here: apt-get install prometheus");
      throw e;
    }
  }
}
