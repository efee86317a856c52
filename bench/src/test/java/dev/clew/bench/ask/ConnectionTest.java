package dev.clew.bench.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private final Set<Integer> ports = new HashSet<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::echo);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// Answers with the path and the body: in chunks when the path says so.
  private void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      ports.add(exchange.getRemoteAddress().getPort());
      String path = exchange.getRequestURI().getPath();
      byte[] question = exchange.getRequestBody().readAllBytes();
      byte[] answer =
          (path + " " + new String(question, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          path.startsWith("/404") ? 404 : 200, path.contains("chunks") ? 0 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Test
  void ask_severalQuestions_readsEachAnswerOnOneConnection() throws IOException {
    try (Connection connection = connect()) {
      assertThat(connection.ask(Question.of("/a")).text()).isEqualTo("/a ");
      assertThat(connection.ask(new Question("/chunks", "{\"ä\":1}")).text())
          .isEqualTo("/chunks {\"ä\":1}");
      assertThat(connection.ask(Question.of("/404")).status()).isEqualTo(404);
    }
    assertThat(ports).hasSize(1);
  }

  @Test
  void interview_unexpectedStatus_saysQuestionAndAnswer() throws IOException {
    try (Connection connection = connect()) {
      var interview = new Interview(connection, () -> Question.of("/404"), 200);

      assertThatThrownBy(() -> interview.ask(1, _ -> {}))
          .hasMessageContaining("answered with 200, got 404: /404");
    }
  }

  @Test
  void interview_questions_countsAnswersAndTheirBytes() throws IOException {
    try (Connection connection = connect()) {
      var interview = new Interview(connection, () -> Question.of("/abc"), 200);
      interview.ask(3, _ -> {});

      assertThat(interview.answers()).isEqualTo(3);
      assertThat(interview.bytesPerAnswer()).isEqualTo(5);
      assertThat(interview.latencies().millis(1)).isPositive();
    }
  }

  @Test
  void paced_ended_hasAskedSeveralTimes() throws IOException, InterruptedException {
    try (Connection connection = connect()) {
      var interview = new Interview(connection, () -> Question.of("/abc"), 200);
      PacedInterview paced = PacedInterview.start(interview, 1_000);
      await().until(() -> interview.latencies().millis(1) > 0);

      assertThat(paced.end().answers()).isPositive();
    }
  }

  @Test
  void paced_unexpectedStatus_endsWithIt() throws IOException {
    try (Connection connection = connect()) {
      var interview = new Interview(connection, () -> Question.of("/404"), 200);
      PacedInterview paced = PacedInterview.start(interview, 1_000);
      await().until(() -> interview.latencies().millis(1) > 0);

      assertThatThrownBy(paced::end).hasMessageContaining("got 404");
    }
  }

  private Connection connect() throws IOException {
    return new Connection(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
