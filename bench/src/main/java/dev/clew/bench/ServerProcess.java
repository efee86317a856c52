package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A Clew server as a process of its own, on free ports of this machine. Owned by one thread.
final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofMinutes(1);
  private static final int POLL_MILLIS = 5;
  private static final int LAST_LINES = 20;
  private static final Pattern HEALTH = Pattern.compile("^health=.*\\n", Pattern.MULTILINE);
  private static final Map<String, String> FREE_PORTS =
      Map.of(
          "CLEW_PORTS_OTLP_GRPC", "0",
          "CLEW_PORTS_OTLP_HTTP", "0",
          "CLEW_PORTS_PAGE", "0",
          "CLEW_PORTS_HEALTH", "0");

  private final Process process;
  private final Path announced;
  private final Path log;

  private ServerProcess(Process process, Path announced, Path log) {
    this.process = process;
    this.announced = announced;
    this.log = log;
  }

  /// Starts the server that was built beside this module, without waiting for it. Its log goes to a
  /// file beside its data.
  ///
  /// @param settings as environment variables
  static ServerProcess launch(Path data, Map<String, String> settings) throws IOException {
    Path announced = data.resolveSibling(data.getFileName() + ".addresses");
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Files.deleteIfExists(announced);
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.command().addAll(List.of("serve", "--data=" + data, "--announce=" + announced));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("CLEW_"));
    builder.environment().putAll(FREE_PORTS);
    builder.environment().putAll(settings);
    Process process = builder.start();
    // Nobody else would end it when a signal ends this process.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-server"));
    return new ServerProcess(process, announced, log);
  }

  /// The JVM with the launcher's options.
  private static List<String> command() {
    Path built = target().resolveSibling(Path.of("..", "serve", "target")).normalize();
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + built.resolveSibling("server.jvm"),
            "-cp",
            built.resolve("*") + File.pathSeparator + built.resolve("lib").resolve("*"),
            "dev.clew.serve.Main"));
  }

  /// The folder of this module's classes or jar.
  private static Path target() {
    try {
      URI here = ServerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return requireNonNull(Path.of(here).getParent(), "classes lie in a folder");
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Waits until all its doors are open.
  ServerProcess awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!isReady()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "the server must start, ended with " + process.exitValue() + ": " + logged());
      }
      if (System.nanoTime() - deadline > 0) {
        close();
        throw new IOException("the server must be ready within " + START + ": " + logged());
      }
    }
    return this;
  }

  private String logged() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /// The last address is there, to the end of its line.
  private boolean isReady() throws IOException {
    return Files.exists(announced) && HEALTH.matcher(Files.readString(announced)).find();
  }

  URI otlpGrpc() throws IOException {
    return address("otlp_grpc");
  }

  URI otlpHttp() throws IOException {
    return address("otlp_http");
  }

  URI page() throws IOException {
    return address("page");
  }

  private URI address(String name) throws IOException {
    Properties addresses = new Properties();
    try (Reader reader = Files.newBufferedReader(announced)) {
      addresses.load(reader);
    }
    return URI.create(requireNonNull(addresses.getProperty(name), name));
  }

  /// The value of one of its metrics that has no labels.
  double metric(String name) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(page().resolve("/metrics")).build();
      return client
          .send(request, BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new IOException("the server must have a metric " + name));
    }
  }

  /// The time its threads have used so far.
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Waits until it has ended, or so long; true when it has ended.
  boolean waitFor(Duration wait) throws InterruptedException {
    return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Ends it as a crash would, in whatever it is doing.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Asks it to end and waits; returns its exit code.
  int stop() throws IOException, InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      close();
      throw new IOException("the server must end within " + END + ": " + logged());
    }
    return process.exitValue();
  }

  /// Ends it in any case.
  @Override
  public void close() {
    kill();
  }
}
