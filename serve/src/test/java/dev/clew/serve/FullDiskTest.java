package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clew.store.DataFolderException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole server on a real disk of 64 MB that runs full under load: it refuses what it cannot
/// keep, answers meanwhile, and goes on by itself once there is room.
class FullDiskTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int SPANS = 100;

  /// Here everything that was acknowledged must be found again, so nothing may go early.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "store.disk.early", "95%",
          "store.disk.tight", "95%",
          "store.seal-spans", "1000",
          "store.seal-age", "1s");

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> acknowledged = new ArrayList<>();

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

  private String hex(int digits) {
    return String.format("%016x%016x", random.nextLong() | 1, random.nextLong() | 1)
        .substring(0, digits);
  }

  private String span(String trace, long now) {
    return """
    {"traceId":"%s","spanId":"%s","name":"GET /basket","startTimeUnixNano":"%d",
     "endTimeUnixNano":"%d","attributes":[{"key":"payload","value":{"stringValue":"%s"}}]}\
    """
        .formatted(trace, hex(16), now, now + 1000, hex(32).repeat(8) + hex(32));
  }

  /// Sends a trace of a hundred spans.
  private HttpResponse<String> sendTrace(Clew clew) {
    String trace = hex(32);
    long now = Instant.now().getEpochSecond() * 1_000_000_000;
    var spans = new ArrayList<String>();
    for (int at = 0; at < SPANS; at++) {
      spans.add(span(trace, now));
    }
    String body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}";
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body, UTF_8)));
    if (answer.statusCode() == 200) {
      acknowledged.add(trace);
    }
    return answer;
  }

  private HttpResponse<String> sendUntil(Clew clew, int status) {
    var last = new AtomicReference<HttpResponse<String>>(sendTrace(clew));
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> {
          last.set(sendTrace(clew));
          assertThat(last.get().statusCode()).isIn(200, 503);
          return last.get().statusCode() == status;
        });
    return last.get();
  }

  private void assertAllFound(Clew clew) {
    for (String trace : acknowledged) {
      String body = get(clew.addresses().page(), "/api/clew/v1/traces/" + trace).body();
      assertThat(body.split("\"payload\"", -1)).as(trace).hasSizeGreaterThanOrEqualTo(SPANS + 1);
    }
  }

  private void assertRefusing(Clew clew, HttpResponse<String> refused) {
    assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
    assertThat(get(clew.addresses().health(), "/ready").statusCode()).isEqualTo(503);
    String first = acknowledged.getFirst();
    assertThat(get(clew.addresses().page(), "/api/traces/" + first).statusCode()).isEqualTo(200);
  }

  private void assertHealsAndHasAll(Clew clew) {
    long before = System.nanoTime();
    sendUntil(clew, 200);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
    assertAllFound(clew);
    System.out.printf(
        "healed after %d ms, %d requests of %d spans acknowledged, all found%n",
        (System.nanoTime() - before) / 1_000_000, acknowledged.size(), SPANS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmpfs", "ext4"})
  void diskRunsFull_refusesThenHealsAndLosesNothing(String kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(kind, 1000, folder);
        Clew clew =
            Clew.open(
                TestSettings.of(disk.path().resolve("data"), SETTINGS), InstantSource.system())) {
      for (int request = 0; request < 50; request++) {
        sendTrace(clew);
      }
      Path filler = disk.fill();

      assertRefusing(clew, sendUntil(clew, 503));

      Files.delete(filler);
      assertHealsAndHasAll(clew);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmpfs", "ext4"})
  void filesRunOut_refusesThenHealsAndLosesNothing(String kind) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(kind, 100, folder);
        Clew clew =
            Clew.open(
                TestSettings.of(disk.path().resolve("data"), SETTINGS), InstantSource.system())) {
      sendTrace(clew);
      Path fillers = disk.fillFiles();

      assertRefusing(clew, sendUntil(clew, 503));

      disk.freeFiles(fillers);
      assertHealsAndHasAll(clew);
    }
  }

  @Test
  void diskIsReadOnly_refusesToStartAndSaysWhatToDo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount("tmpfs", 1000, folder)) {
      Path data = disk.path().resolve("data");
      Clew.open(TestSettings.of(data, Map.of()), InstantSource.system()).close();
      disk.makeReadOnly();

      assertThatThrownBy(() -> Clew.open(TestSettings.of(data, Map.of()), InstantSource.system()))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("user ")
          .hasMessageContaining("make the file system writable");
    }
  }
}
