package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asks the real server for a trace that is larger than its heap.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class HugeTraceIT {
  private static final int SPANS = Effort.of(100_000, 1_000_000);
  private static final int BATCH = 500;
  private static final String HEAP = Effort.of(192, 512) + "m";
  private static final TraceId TRACE = new TraceId(1, 1);

  /// A span so takes some 2,500 bytes.
  private static final String TEXT = "x".repeat(2_400);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void trace_largerThanTheHeap_isAnsweredInPartsAndNeverAtOnce() throws Exception {
    Map<String, String> settings =
        Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + HEAP + " -XX:TieredStopAtLevel=1");
    try (ServerProcess server =
        ServerProcess.launch(folder.resolve("data"), settings).awaitReady()) {
      for (int from = 0; from < SPANS; from += BATCH) {
        send(server, request(from));
      }

      assertThat(countSpans(get(server, "/api/clew/v1/traces/" + TRACE))).isEqualTo(SPANS);

      HttpResponse<InputStream> columns = get(server, "/api/clew/v1/traces/" + TRACE + "/columns");
      assertThat(columns.statusCode()).isEqualTo(200);
      assertThat(columns.body().readAllBytes()).hasSizeGreaterThan(SPANS * Long.BYTES);
      assertThat(get(server, "/api/traces/" + TRACE).statusCode()).isEqualTo(422);
      assertThat(get(server, "/api/clew/v1/traces/" + TRACE + "/findings").statusCode())
          .isEqualTo(Effort.of(200, 422));
      assertThat(server.process().orElseThrow().isAlive()).isTrue();
    }
  }

  private static byte[] request(int from) {
    List<Span> spans = IntStream.range(from, from + BATCH).mapToObj(HugeTraceIT::span).toList();
    return OtlpProto.request(spans).toByteArray();
  }

  private static Span span(int number) {
    long start = Gen.EPOCH_NANOS + number;
    return new Span(
        TRACE,
        new SpanId(number + 1L),
        number == 0 ? null : new SpanId(number / 2 + 1L),
        "",
        0,
        "step",
        SpanKind.INTERNAL,
        start,
        start + 500,
        StatusCode.UNSET,
        "",
        List.of(Attribute.of("text", number + TEXT)),
        List.of(),
        List.of(),
        0,
        0,
        0,
        Resource.EMPTY,
        Scope.EMPTY);
  }

  /// Sends until it is taken.
  private void send(ServerProcess server, byte[] body) throws IOException {
    URI at = server.endpoint(Protocol.HTTP).resolve("/v1/traces");
    HttpRequest request =
        HttpRequest.newBuilder(at)
            .header("content-type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
  }

  private HttpResponse<InputStream> get(ServerProcess server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.page().resolve(path)).build();
    return client.send(request, BodyHandlers.ofInputStream());
  }

  private static int countSpans(HttpResponse<InputStream> response) throws IOException {
    int spans = 0;
    try (JsonParser json = new JsonFactory().createParser(response.body())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        spans += token == JsonToken.FIELD_NAME && json.currentName().equals("spanId") ? 1 : 0;
      }
    }
    return spans;
  }
}
