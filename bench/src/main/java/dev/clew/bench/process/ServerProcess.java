package dev.clew.bench.process;

import static java.util.Objects.requireNonNull;

import dev.clew.bench.otlp.Protocol;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Clew server as a process of its own, on free ports of this machine. Owned by one thread.
public final class ServerProcess implements Subject {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LAST_MOMENT = Duration.ofSeconds(10);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final Pattern SERVER = Pattern.compile("clew-serve-.*\\.jar");
  private static final Pattern HEALTH = Pattern.compile("^health=.*\\n", Pattern.MULTILINE);
  private static final List<String> USED_PORTS =
      List.of("OTLP_GRPC", "OTLP_HTTP", "ZIPKIN", "PAGE", "HEALTH");
  private static final List<String> CLOSED_PORTS =
      List.of(
          "JAEGER_HTTP",
          "JAEGER_GRPC",
          "JAEGER_COMPACT",
          "JAEGER_BINARY",
          "JAEGER_QUERY",
          "SAMPLING_HTTP",
          "SAMPLING_GRPC",
          "TEMPO");

  private final Child child;
  private final Path announced;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServerProcess(Child child, Path announced) {
    this.child = child;
    this.announced = announced;
  }

  /// Starts the server that was built beside this module, without waiting for it. Its log goes to a
  /// file beside its data.
  ///
  /// @param settings as environment variables
  public static ServerProcess launch(Path data, Map<String, String> settings) throws IOException {
    Path announced = data.resolveSibling(data.getFileName() + ".addresses");
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Files.deleteIfExists(announced);
    Map<String, String> environment = new HashMap<>();
    USED_PORTS.forEach(port -> environment.put("CLEW_PORTS_" + port, "0"));
    CLOSED_PORTS.forEach(port -> environment.put("CLEW_PORTS_" + port, "off"));
    environment.putAll(settings);
    return new ServerProcess(
        Child.start("server", command(data, announced), environment, log), announced);
  }

  private static List<String> command(Path data, Path announced) throws IOException {
    Path serve = target().resolveSibling(Path.of("..", "serve")).normalize();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + serve.resolve("server.jvm"),
        "-cp",
        jar(serve.resolve("target")).toString(),
        "dev.clew.serve.Main",
        "serve",
        "--data=" + data,
        "--announce=" + announced);
  }

  /// Its manifest names the others it needs. All that lies beside it would be more: also what an
  /// earlier build needed.
  private static Path jar(Path built) throws IOException {
    try (Stream<Path> files = Files.list(built)) {
      return files
          .filter(file -> SERVER.matcher(file.getFileName().toString()).matches())
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow(() -> new FileNotFoundException("no server was built in " + built));
    }
  }

  /// The folder of this module's classes or jar.
  static Path target() {
    try {
      URI here = ServerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return requireNonNull(Path.of(here).getParent(), "classes lie in a folder");
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Waits until all its doors are open.
  public ServerProcess awaitReady() throws IOException, InterruptedException {
    child.awaitReady(this::isReady);
    return this;
  }

  /// The last address is there, to the end of its line.
  private boolean isReady() throws IOException {
    return Files.exists(announced) && HEALTH.matcher(Files.readString(announced)).find();
  }

  @Override
  public String name() {
    return "clew";
  }

  @Override
  public URI endpoint(Protocol protocol) throws IOException {
    return switch (protocol) {
      case GRPC -> address("otlp_grpc");
      case HTTP, JSON -> address("otlp_http");
      case JAEGER_GRPC -> address("jaeger_grpc");
      case JAEGER_THRIFT -> address("jaeger_http");
      case JAEGER_COMPACT -> address("jaeger_compact");
      case ZIPKIN, ZIPKIN_JSON, ZIPKIN_JSON_V1, ZIPKIN_THRIFT -> address("zipkin");
    };
  }

  /// Where its page and its queries are.
  public URI page() throws IOException {
    return address("page");
  }

  /// Where its Tempo API is, which is off unless a setting says otherwise.
  public URI tempo() throws IOException {
    return address("tempo");
  }

  private URI address(String name) throws IOException {
    Properties addresses = new Properties();
    try (Reader reader = Files.newBufferedReader(announced)) {
      addresses.load(reader);
    }
    return URI.create(requireNonNull(addresses.getProperty(name), name));
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.of(child.handle());
  }

  @Override
  public void requireAlive() throws IOException, InterruptedException {
    child.requireAlive();
  }

  @Override
  public OptionalDouble storedBytesPerSpan() throws IOException, InterruptedException {
    awaitSealed();
    return OptionalDouble.of(metric("clew_block_bytes") / metric("clew_stored_spans"));
  }

  /// Waits until all spans lie in blocks.
  public void awaitSealed() throws IOException, InterruptedException {
    awaitNo("clew_head_spans");
  }

  /// Waits until all spans lie in blocks, none of which is due to become a part of a larger one.
  public void awaitCompacted() throws IOException, InterruptedException {
    awaitSealed();
    awaitNo("clew_blocks_due");
  }

  private void awaitNo(String metric) throws IOException, InterruptedException {
    while (metric(metric) > 0) {
      waitFor(POLL);
    }
  }

  /// The value of one of its metrics, whose labels, if it has any, are part of its name.
  public double metric(String name) throws IOException, InterruptedException {
    String family = name.contains("{") ? name.substring(0, name.indexOf('{')) : name;
    HttpRequest request =
        HttpRequest.newBuilder(page().resolve("/metrics?name%5B%5D=" + family))
            .timeout(LONGEST_ANSWER)
            .build();
    return answer(request)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("the server must have a metric " + name));
  }

  /// Its body, to its end: a client with an answer that nobody reads on never closes.
  private String answer(HttpRequest request) throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      // One that has died closes its doors a moment before it has ended.
      if (waitFor(LAST_MOMENT)) {
        requireAlive();
      }
      throw e;
    }
  }

  /// Waits until it has ended, or so long; true when it has ended.
  public boolean waitFor(Duration wait) throws InterruptedException {
    return child.waitFor(wait);
  }

  /// Ends it as a crash would, in whatever it is doing.
  public void kill() {
    child.kill();
  }

  /// Asks it to end and waits; returns its exit code.
  public int stop() throws IOException, InterruptedException {
    return child.stop();
  }

  /// Ends it in any case.
  @Override
  public void close() {
    http.shutdownNow();
    child.close();
  }
}
