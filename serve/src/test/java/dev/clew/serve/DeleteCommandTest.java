package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command against a whole server in this process.
class DeleteCommandTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER = "0af7651916cd43dd8448eb211c80319d";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private static void sendSpan(Clew clew, String trace) throws Exception {
    long now = InstantSource.system().instant().getEpochSecond() * 1_000_000_000;
    String body =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"b7ad6b7169203331",
         "name":"GET /basket","startTimeUnixNano":"%d","endTimeUnixNano":"%d"}]}]}]}
        """
            .formatted(trace, now, now + 1_000);
    var request =
        HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body, UTF_8));
    assertThat(status(request)).isEqualTo(200);
  }

  private static int statusOf(Clew clew, String trace) throws Exception {
    URI address = clew.addresses().page().resolve("/api/clew/v1/traces/" + trace);
    return status(HttpRequest.newBuilder(address));
  }

  private Clew open() throws Exception {
    return Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
  }

  @Test
  void delete_ofAStoredTrace_endsWhenItIsGone() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      sendSpan(clew, OTHER);

      int code = run("delete", TRACE, "--endpoint", clew.addresses().page().toString());

      assertThat(code).isZero();
      assertThat(out.toString()).isEqualTo(TRACE + "  1 spans hidden\n");
      assertThat(statusOf(clew, TRACE)).isEqualTo(404);
      assertThat(statusOf(clew, OTHER)).isEqualTo(200);
    }
  }

  @Test
  void delete_ofAnUnknownTrace_saysSo() throws Exception {
    try (Clew clew = open()) {
      assertThat(run("delete", TRACE, "--endpoint", clew.addresses().page().toString())).isOne();

      assertThat(err.toString()).startsWith("clew: no trace " + TRACE);
    }
  }
}
