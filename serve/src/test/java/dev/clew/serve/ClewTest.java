package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.serve.http.PortInUseException;
import dev.clew.store.StoreLockedException;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole server in this process, over its sockets.
class ClewTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir private Path folder;

  private Clew open(Map<String, String> settings) throws IOException, PortInUseException {
    return Clew.open(TestSettings.of(folder, settings), InstantSource.system());
  }

  private Clew open() throws IOException, PortInUseException {
    return open(Map.of());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> get(URI door, String path) {
    return send(HttpRequest.newBuilder(door.resolve(path)));
  }

  private static HttpResponse<String> sendSpan(Clew clew, String spanId) {
    long now = Instant.now().getEpochSecond() * 1_000_000_000;
    String body =
        """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
         "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"GET /basket",
         "startTimeUnixNano":"%d","endTimeUnixNano":"%d"}]}]}]}
        """
            .formatted(TRACE, spanId, now, now + 1_000);
    return send(
        HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body, UTF_8)));
  }

  @Test
  void span_acknowledged_isFoundByEveryApi() throws Exception {
    try (Clew clew = open()) {
      assertThat(sendSpan(clew, "b7ad6b7169203331").statusCode()).isEqualTo(200);

      URI page = clew.addresses().page();
      assertThat(get(page, "/api/services").body()).contains("\"shop\"");
      assertThat(get(page, "/api/traces/" + TRACE).body()).contains("GET /basket");
      assertThat(get(page, "/api/v3/traces/" + TRACE).body()).contains("GET /basket");
      assertThat(get(page, "/api/clew/v1/traces/" + TRACE).body()).contains("GET /basket");
      assertThat(get(page, "/api/clew/v1/status").body())
          .contains("\"spansReceived\":1", "\"spansStored\":1")
          .doesNotContain("\"lastSpanUnixNano\":null");
    }
  }

  @Test
  void span_ofZeroId_isRejectedAndCounted() throws Exception {
    try (Clew clew = open()) {
      assertThat(sendSpan(clew, "0000000000000000").body()).contains("\"rejectedSpans\":\"1\"");

      assertThat(get(clew.addresses().page(), "/api/clew/v1/status").body())
          .contains("\"spansRefused\":1", "\"lastSpanUnixNano\":null");
      assertThat(get(clew.addresses().page(), "/metrics").body())
          .contains("clew_spans_refused_total{reason=\"span_id_zero\"} 1.0");
    }
  }

  @Test
  void metrics_tellWhatWentThrough() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, "b7ad6b7169203331");
      get(clew.addresses().page(), "/api/services");

      HttpResponse<String> metrics = get(clew.addresses().page(), "/metrics");

      assertThat(metrics.headers().firstValue("content-type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body())
          .contains(
              "clew_spans_received_total{format=\"otlp_json\"} 1.0",
              "clew_requests_total{format=\"otlp_json\"} 1.0",
              "clew_stored_spans 1.0",
              "clew_head_spans 1.0",
              "clew_blocks 0.0",
              "clew_in_flight_bytes 0.0",
              "clew_wal_fsync_seconds_count 1",
              "clew_queries_total{endpoint=\"jaeger.services\",outcome=\"ok\"} 1.0",
              "clew_query_seconds_count{endpoint=\"jaeger.services\"} 1",
              "jvm_memory_used_bytes{area=\"heap\"}");
    }
  }

  @Test
  void metrics_eachSayWhatTheyMean() throws Exception {
    try (Clew clew = open()) {
      String page = get(clew.addresses().page(), "/metrics").body();

      page.lines()
          .filter(line -> line.startsWith("# TYPE clew_"))
          .map(line -> line.replaceAll("# TYPE (\\w+) .*", "$1"))
          .forEach(name -> assertThat(page).contains("# HELP " + name + " "));
    }
  }

  @Test
  void spans_outliveARestart() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, "b7ad6b7169203331");
    }

    try (Clew clew = open()) {
      assertThat(get(clew.addresses().page(), "/api/traces/" + TRACE).body())
          .contains("GET /basket");
    }
  }

  @Test
  void health_isReadyOnceOpen() throws Exception {
    try (Clew clew = open()) {
      URI health = clew.addresses().health();

      assertThat(get(health, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(health, "/status").body()).contains("Server available");
      assertThat(get(health, "/elsewhere").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void page_answersItsOwnAddressesOnly() throws Exception {
    try (Clew clew = open()) {
      URI page = clew.addresses().page();

      assertThat(get(page, "/").body()).contains("<!doctype html>");
      assertThat(get(page, "/trace/" + TRACE).body()).contains("<!doctype html>");
      assertThat(get(page, "/api/nothing").statusCode()).isEqualTo(404);
      assertThat(get(page, "/assets/nothing.js").statusCode()).isEqualTo(404);
      assertThat(get(page, "/%2e%2e/%2e%2e/etc/passwd").body()).doesNotContain("root:");
    }
  }

  @Test
  void receivingPorts_showNoPageAndNoNumbers() throws Exception {
    try (Clew clew = open()) {
      URI receiver = clew.addresses().otlpHttp();

      assertThat(get(receiver, "/").statusCode()).isEqualTo(404);
      assertThat(get(receiver, "/metrics").statusCode()).isEqualTo(404);
      assertThat(get(receiver, "/api/services").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void folder_ofARunningClew_isRefused() throws Exception {
    try (Clew _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  @Test
  void port_inUse_isNamedWithItsSettingAndLeavesTheFolderFree() throws Exception {
    try (Clew clew = open()) {
      String taken = Integer.toString(clew.addresses().otlpGrpc().getPort());

      assertThatThrownBy(() ->
              Clew.open(
                  TestSettings.of(folder.resolve("other"), Map.of("ports.otlp-grpc", taken)),
                  InstantSource.system()))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("port " + taken)
          .hasMessageContaining("ports.otlp-grpc");
    }
    Clew.open(TestSettings.of(folder.resolve("other"), Map.of()), InstantSource.system()).close();
  }

  @Test
  void close_underLoad_losesNothingThatWasAcknowledged() throws Exception {
    Clew clew = open();
    var acknowledged = ConcurrentHashMap.<String>newKeySet();
    var isUnderWay = new CountDownLatch(20);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 200; i++) {
        String spanId = "%016x".formatted(i);
        clients.execute(() -> {
          if (sendSpan(clew, spanId).statusCode() == 200) {
            acknowledged.add(spanId);
          }
          isUnderWay.countDown();
        });
      }
      isUnderWay.await();
      clew.close();
    }

    try (Clew again = open()) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(20);
      assertThat(get(again.addresses().page(), "/api/clew/v1/traces/" + TRACE).body())
          .contains(acknowledged);
    }
  }
}
