package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/// The commands that ask a server, against a whole one in this process.
class ServerCommandsTest {
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

  @Test
  void delete_ofWhatAQueryFinds_asksFirst() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      sendSpan(clew, OTHER);
      String page = clew.addresses().page().toString();
      String query = "{ trace:id = \"" + TRACE.replaceFirst("^0+", "") + "\" }";

      assertThat(run("delete", "--query", query, "--endpoint", page)).isOne();
      assertThat(err.toString()).isEqualTo("clew: nothing was deleted; add --yes to delete them\n");
      assertThat(run("delete", "--query", query, "--dry-run", "--yes", "--endpoint", page))
          .isZero();
      assertThat(statusOf(clew, TRACE)).isEqualTo(200);
      assertThat(run("delete", "--query", query, "--yes", "--endpoint", page)).isZero();

      String shown = "1 traces of 1 spans ";
      assertThat(out.toString().lines())
          .containsExactly(
              shown + "would be deleted", shown + "would be deleted", shown + "hidden");
      assertThat(statusOf(clew, TRACE)).isEqualTo(404);
      assertThat(statusOf(clew, OTHER)).isEqualTo(200);
    }
  }

  @Test
  void delete_ofWhatWasBefore_findsNone() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      int code =
          run(
              "delete",
              "--query",
              "{}",
              "--to",
              "2020-01-01T00:00:00Z",
              "--yes",
              "--endpoint",
              page);

      assertThat(code).isZero();
      assertThat(out.toString()).isEqualTo("0 traces of 0 spans hidden\n");
      assertThat(statusOf(clew, TRACE)).isEqualTo(200);
    }
  }

  @Test
  void delete_idsAndAQueryOrNeither_isRefused() {
    assertThat(run("delete")).isEqualTo(2);
    assertThat(run("delete", TRACE, "--query", "{}")).isEqualTo(2);

    assertThat(err.toString())
        .contains("needs the ids of traces, or a query for them with --query");
  }

  @Test
  void query_ofMatchingTraces_showsARowEach() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      sendSpan(clew, OTHER);
      String page = clew.addresses().page().toString();

      int code = run("query", "{ name = `GET /basket` }", "--from", "1h", "--endpoint", page);

      assertThat(code).isZero();
      assertThat(out.toString().lines()).hasSize(3).first().asString().startsWith("TRACE");
      assertThat(out.toString()).contains(TRACE, OTHER, "GET /basket", "1.0 us");
    }
  }

  @Test
  void query_beforeAllTraces_findsNone() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      assertThat(run("query", "{}", "--to", "2020-01-01T00:00:00Z", "--endpoint", page)).isZero();

      assertThat(out.toString()).isEqualTo("no trace matches\n");
    }
  }

  @Test
  void query_asJson_tellsTheFieldsItNames() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      run("query", "{ duration < 1s }", "--format", "json", "--endpoint", page);

      assertThat(
              new ObjectMapper().readTree(out.toString()).at("/traces/0/spansets/0/spans/0/fields"))
          .hasToString(
              "[{\"name\":\"duration\",\"values\":[{\"type\":\"duration\",\"value\":1000}]}]");
    }
  }

  @Test
  void query_overTime_drawsALineASeries() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      int code =
          run(
              "query",
              "{} | count_over_time()",
              "--from",
              "1h",
              "--step",
              "1h",
              "--endpoint",
              page);

      assertThat(code).isZero();
      assertThat(out.toString().lines()).hasSize(2).last().asString().contains("█", "1.000");
      assertThat(out.toString()).contains("__name__=count_over_time");
    }
  }

  @Test
  void query_ofTotals_showsARowAGroup() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      run("query", "{} | sum(duration) by (name)", "--endpoint", page);

      assertThat(out.toString().lines()).hasSize(2).first().asString().startsWith("name");
      assertThat(out.toString()).contains("GET /basket", "1.0 us");
    }
  }

  @Test
  void query_withAStepThatIsNone_saysWhatItNeeds() {
    assertThat(run("query", "{} | rate()", "--step", "soon")).isEqualTo(2);

    assertThat(err.toString())
        .contains("--step needs a length of time such as 30s or 5m, got soon");
  }

  @Test
  void query_thatDoesNotParse_saysWhere() throws Exception {
    try (Clew clew = open()) {
      assertThat(run("query", "{ name == 1 }", "--endpoint", clew.addresses().page().toString()))
          .isOne();

      assertThat(err.toString())
          .startsWith("clew: query, line 1, column 9: unexpected =, needs a value");
    }
  }

  @Test
  void trace_withFindings_tellsThemBelowItsWaterfall() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);

      int code =
          run("trace", TRACE, "--findings", "--endpoint", clew.addresses().page().toString());

      assertThat(code).isZero();
      assertThat(out.toString())
          .contains("GET /basket")
          .contains("|###")
          .contains("nothing stands out");
    }
  }

  @Test
  void trace_asJson_isWhatTheServerAnswers() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      run("trace", TRACE, "--findings", "--format", "json", "--endpoint", page);

      assertThat(new ObjectMapper().readTree(out.toString()).path("completeness").path("spanCount"))
          .hasToString("1");
    }
  }

  @Test
  void compare_ofAQueryWithAnEarlierTime_tellsBothSides() throws Exception {
    try (Clew clew = open()) {
      sendSpan(clew, TRACE);
      String page = clew.addresses().page().toString();

      int code =
          run(
              "compare",
              "--query-a",
              "{ name = `GET /basket` }",
              "--before",
              "24h",
              "--endpoint",
              page);

      assertThat(code).isZero();
      assertThat(out.toString().lines())
          .anyMatch(line -> line.startsWith("A  0 traces"))
          .anyMatch(line -> line.startsWith("B  1 traces"));
    }
  }

  @Test
  void compare_ofATraceAndAQuery_isRefused() {
    assertThat(run("compare", TRACE, "--query-a", "{}")).isEqualTo(2);
    assertThat(err.toString()).contains("needs two traces, or --query-a");
  }

  @Test
  void errorsAndChanges_areAskedFor() throws Exception {
    try (Clew clew = open()) {
      String page = clew.addresses().page().toString();

      assertThat(run("errors", "--query", "{ name = `x` }", "--endpoint", page)).isZero();
      assertThat(run("errors", "--group", "5f", "--endpoint", page)).isZero();
      assertThat(run("changes", "--from", "2h", "--endpoint", page)).isZero();

      assertThat(out.toString())
          .contains(
              "no span failed in that time",
              "no span failed so in that time",
              "nothing changed more than chance would have it");
    }
  }
}
