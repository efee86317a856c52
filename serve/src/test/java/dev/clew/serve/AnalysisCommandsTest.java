package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The command line and the API give the same answers, analysis by analysis.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalysisCommandsTest {
  private static final String A = "0af7651916cd43dd8448eb211c80319c";
  private static final String B = "0af7651916cd43dd8448eb211c80319d";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MINUTES);
  private final Instant from = now.minus(1, ChronoUnit.HOURS);
  private final Instant to = now.plus(2, ChronoUnit.MINUTES);
  private Clew clew;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    clew = Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
    send(A, 5);
    send(B, 9);
  }

  @AfterAll
  void close() throws Exception {
    clew.close();
  }

  /// A call from the shop to the bank, which failed.
  private void send(String trace, int millis) throws Exception {
    long start = now.getEpochSecond() * 1_000_000_000 - 60_000_000_000L;
    long end = start + millis * 1_000_000L;
    String shop =
        "{\"traceId\":\"%s\",\"spanId\":\"b7ad6b7169203331\",\"name\":\"pay\",\"kind\":3,\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\"}"
            .formatted(trace, start, end);
    String bank =
        "{\"traceId\":\"%s\",\"spanId\":\"b7ad6b7169203332\",\"parentSpanId\":\"b7ad6b7169203331\",\"name\":\"book\",\"kind\":2,\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\",\"status\":{\"code\":2,\"message\":\"no cover\"}}"
            .formatted(trace, start, end);
    String body = "{\"resourceSpans\":[" + of("shop", shop) + "," + of("bank", bank) + "]}";
    JsonNode taken =
        ask(
            HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body, UTF_8)));
    assertThat(taken.path("partialSuccess").path("rejectedSpans").asInt()).isZero();
  }

  private static String of(String service, String span) {
    return "{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"%s\"}}]},\"scopeSpans\":[{\"spans\":[%s]}]}"
        .formatted(service, span);
  }

  private static JsonNode ask(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    }
  }

  /// @param arguments without those that every command takes; RANGE stands for the time
  private JsonNode run(String arguments) throws Exception {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String page = clew.addresses().page().toString();
    List<String> all =
        List.of(
            (arguments.replace("RANGE", "--from " + from + " --to " + to)
                    + " --format json --endpoint "
                    + page)
                .split(" "));
    assertThat(line.execute(all.toArray(String[]::new))).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  private HttpRequest.Builder api(String path) {
    String range =
        "startUnixNano=%d000000000&endUnixNano=%d000000000"
            .formatted(from.getEpochSecond(), to.getEpochSecond());
    URI page = clew.addresses().page();
    return HttpRequest.newBuilder(page.resolve("/api/clew/v1/" + path.replace("RANGE", range)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trace " + A + " --findings | traces/" + A + "/findings",
        "compare " + A + " " + B + " | compare/traces?a=" + A + "&b=" + B,
        "services RANGE | services/overview?RANGE",
        "services bank RANGE | services/bank/overview?RANGE",
        "map RANGE --focus bank --hops 2 | map?RANGE&focus=bank&hops=2",
        "changes RANGE | changes?RANGE"
      })
  void command_saysWhatTheApiSays(String command, String path) throws Exception {
    JsonNode said = run(command);

    assertThat(said).isNotEmpty().isEqualTo(ask(api(path)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "errors RANGE --limit 9 | errors | {'limit':9,RANGE}",
        "funnel {name=`pay`} {name=`book`} RANGE --gap 5s --limit 9 | funnels/eval |"
            + " {'steps':['{name=`pay`}','{name=`book`}'],'gapNanos':5000000000,RANGE,'limit':9}",
        "compare --query-a {status=error} --query-b {} RANGE --limit 9 | compare/queries |"
            + " {'a':{'query':'{status=error}',RANGE},'b':{'query':'{}',RANGE},'limit':9}"
      })
  void question_saysWhatTheApiSays(String command, String path, String body) throws Exception {
    String range =
        "'startUnixNano':'%d000000000','endUnixNano':'%d000000000'"
            .formatted(from.getEpochSecond(), to.getEpochSecond());
    String question = body.replace("RANGE", range).replace('\'', '"');

    assertThat(run(command))
        .isNotEmpty()
        .isEqualTo(ask(api(path).POST(BodyPublishers.ofString(question, UTF_8))));
  }
}
