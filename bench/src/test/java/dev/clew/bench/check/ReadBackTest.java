package dev.clew.bench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackTest {
  private static final String ONE = "00000000000000000000000000000001";
  private static final String TWO = "00000000000000000000000000000002";

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void run_everythingThere_isWhole() throws Exception {
    serve(Map.of(ONE, "\"a\",\"b\",\"c\"", TWO, "\"a\""));

    ReadBack.Result result = readBack(ONE + " 2\n" + TWO + " 1\n" + ONE + " 1\n");

    assertThat(result.isWhole()).isTrue();
    assertThat(result.traces()).isEqualTo(2);
    assertThat(result.spans()).isEqualTo(4);
  }

  @Test
  void run_moreThereThanAcknowledged_isWhole() throws Exception {
    serve(Map.of(ONE, "\"a\",\"b\",\"c\""));

    assertThat(readBack(ONE + " 2\n").isWhole()).isTrue();
  }

  @Test
  void run_spansMissing_saysHowManyOfWhichTrace() throws Exception {
    serve(Map.of(ONE, "\"a\""));

    ReadBack.Result result = readBack(ONE + " 3\n" + TWO + " 5\n");

    assertThat(result.isWhole()).isFalse();
    assertThat(result.lost()).isEqualTo(7);
    assertThat(result.examples()).anyMatch(text -> text.contains(TWO) && text.contains("found 0"));
  }

  @Test
  void run_sameSpanTwice_hidesNoLoss() throws Exception {
    serve(Map.of(ONE, "\"a\",\"a\""));

    ReadBack.Result result = readBack(ONE + " 2\n");

    assertThat(result.isWhole()).isFalse();
    assertThat(result.lost()).isEqualTo(1);
    assertThat(result.doubled()).isEqualTo(1);
  }

  @Test
  void run_answersThatAreNone_areUnread() throws Exception {
    server.createContext("/", exchange -> answer(exchange, 503, ""));

    ReadBack.Result result = readBack(ONE + " 2\n" + TWO + " 1\n");

    assertThat(result.isWhole()).isFalse();
    assertThat(result.unread()).isEqualTo(2);
  }

  @Test
  void run_answerWithoutSpanIds_isUnread() throws Exception {
    server.createContext("/", exchange -> answer(exchange, 200, "{\"spanCount\":2}"));

    assertThat(readBack(ONE + " 2\n").unread()).isEqualTo(1);
  }

  @Test
  void run_lastLineCutOff_isLeftOut() throws Exception {
    serve(Map.of(ONE, "\"a\""));

    assertThat(readBack(ONE + " 1\n" + TWO + " 1").traces()).isEqualTo(1);
  }

  @Test
  void run_lineThatIsNone_saysWhere() {
    assertThatThrownBy(() -> readBack(ONE + " 1\nnonsense\n" + TWO + " 1\n"))
        .hasMessageContaining("line 2 must be a trace id and a number of spans, got 'nonsense'");
  }

  private void serve(Map<String, String> spanIdsByTrace) {
    server.createContext(
        "/api/clew/v1/traces/",
        exchange -> {
          String trace = Path.of(exchange.getRequestURI().getPath()).getName(4).toString();
          String ids = spanIdsByTrace.get(trace);
          if (ids == null) {
            answer(exchange, 404, "{}");
          } else {
            answer(exchange, 200, "{\"spanCount\":9,\"columns\":{\"spanId\":[" + ids + "]}}");
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ReadBack.Result readBack(String acked) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("acked"), acked);
    return ReadBack.run(file, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
