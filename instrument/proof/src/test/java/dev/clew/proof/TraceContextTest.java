package dev.clew.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// W3C Trace Context, levels 1 and 2, on the wire: headers go to a service under the agent, which
/// calls another one, whose headers are looked at. The service is the example that knows nothing of
/// tracing, on the JDK's server, and one on Tomcat. The cases are those of W3C's own harness,
/// written from the specification.
class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  private static volatile Headers got = new Headers();

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static HttpServer called;

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static Everything onTomcat;

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static Program example;

  private static final Map<String, Integer> PORTS = new TreeMap<>();

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    called = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    called.createContext(
        "/",
        exchange -> {
          got = exchange.getRequestHeaders();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    called.start();
    String forward = "http://127.0.0.1:" + called.getAddress().getPort() + "/";
    Map<String, String> settings =
        Map.of("forward", forward, "supplier", forward, "otel.traces.exporter", "none");
    onTomcat = Everything.start(folder.resolve("tomcat.log"), settings);
    PORTS.put("/do/forward", onTomcat.web().getPort());
    int port = Program.freePort();
    example = Everything.example(folder.resolve("example.log"), settings, port).untilOpen(port);
    PORTS.put("/orders?id=7", port);
  }

  @AfterAll
  static void close() {
    onTomcat.close();
    example.close();
    called.stop(0);
  }

  static Stream<Arguments> begins() throws IOException {
    return cases("/tracecontext-new.txt", " \\| ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("begins")
  void traceparent_thatDoesNotCount_beginsANewTrace(String name, String headers)
      throws IOException {
    for (String service : PORTS.keySet()) {
      forward(service, headers);

      assertThat(parent())
          .as(name + " to " + service)
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]")
          .doesNotContain(TRACE)
          .doesNotContain("0".repeat(32));
      assertThat(state()).as(service).doesNotContain("foo");
    }
  }

  static Stream<Arguments> continues() throws IOException {
    return cases("/tracecontext-continued.txt", " ~~ ?");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("continues")
  void traceparent_thatCounts_isContinuedWithItsState(String name, String headers, String state)
      throws IOException {
    for (String service : PORTS.keySet()) {
      forward(service, headers);

      assertThat(parent())
          .as(name + " to " + service)
          .matches("00-" + TRACE + "-[0-9a-f]{16}-0[0-3]")
          .doesNotContain(SPAN);
      assertThat(state()).as(service).isEqualTo(state);
    }
  }

  /// By hand, as clients do not send what is not right.
  private static void forward(String service, String headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET ")
            .append(service)
            .append(" HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
    for (String header : headers.split(" ;; ", -1)) {
      request.append(header.isEmpty() ? "" : header + "\r\n");
    }
    got = new Headers();
    int port = PORTS.getOrDefault(service, 0);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(new String(answer, UTF_8)).startsWith("HTTP/1.1 200");
    }
  }

  private static String parent() {
    return String.valueOf(got.getFirst("traceparent"));
  }

  private static String state() {
    return String.join(",", got.getOrDefault("tracestate", List.of()));
  }

  private static Stream<Arguments> cases(String file, String separator) throws IOException {
    var in = Objects.requireNonNull(TraceContextTest.class.getResourceAsStream(file));
    try (var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      List<String> all = lines.lines().toList();
      return all.stream().map(line -> Arguments.of((Object[]) line.split(separator, -1)));
    }
  }
}
