package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Watches the system calls of the real server: no answer goes out before the sync of what it
/// acknowledges. Needs `strace` and the right to use it.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AcknowledgementOrderIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 25;

  @TempDir Path folder;

  @Test
  void answers_ofConcurrentRequests_followTheirSync() throws Exception {
    Path trace = folder.resolve("trace");
    try (ServerProcess server =
        ServerProcess.launch(
                folder.resolve("data"), Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"))
            .awaitReady()) {
      Process strace = watch(server, trace);
      try {
        sendAll(server.endpoint(Protocol.HTTP));
      } finally {
        strace.destroy();
        strace.onExit().join();
      }
      assertThat(server.stop()).isZero();
    }

    try (var lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
      SystemCalls calls = SystemCalls.read(lines);
      assertThat(calls.answered()).hasSize(CLIENTS * REQUESTS);
      assertThat(calls.early()).isEmpty();
    }
  }

  private Process watch(ServerProcess server, Path trace) throws IOException {
    Path said = folder.resolve("said");
    var builder =
        new ProcessBuilder(
            "strace",
            "-f",
            "-yy",
            "-s",
            "8000",
            "-p",
            Long.toString(server.process().orElseThrow().pid()),
            "-o",
            trace.toString(),
            "-e",
            "trace=read,write,writev,pwrite64,fdatasync,fsync");
    Process strace;
    try {
      strace = builder.redirectErrorStream(true).redirectOutput(Redirect.to(said.toFile())).start();
    } catch (IOException e) {
      assumeThat(e).as("strace must be installed to watch system calls").isNull();
      throw e;
    }
    await()
        .atMost(LONG)
        .until(() -> !strace.isAlive() || Files.readString(said).contains("attached"));
    assumeThat(strace.isAlive()).as(Files.readString(said)).isTrue();
    return strace;
  }

  private static void sendAll(URI door) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int first = client * REQUESTS;
        clients.add(() -> send(door, first));
      }
      for (Future<Void> each : threads.invokeAll(clients)) {
        each.get();
      }
    }
  }

  /// One request after the other over a connection.
  private static Void send(URI door, int first) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int number = first; number < first + REQUESTS; number++) {
        HttpRequest request =
            HttpRequest.newBuilder(door.resolve("/v1/traces"))
                .timeout(LONG)
                .header("content-type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(body(number)))
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
    }
    return null;
  }

  /// So small that the server reads it in one piece.
  private static byte[] body(int number) {
    var request = OtlpProto.request(List.of(new Gen(number).span())).toBuilder();
    var resource = request.getResourceSpansBuilder(0).clearResource().clearSchemaUrl();
    var scope = resource.getScopeSpansBuilder(0).clearScope().clearSchemaUrl();
    var span = scope.getSpansBuilder(0).clearAttributes().clearEvents().clearLinks().clearStatus();
    span.setName(String.format("MARK-%04d", number));
    return request.build().toByteArray();
  }
}
