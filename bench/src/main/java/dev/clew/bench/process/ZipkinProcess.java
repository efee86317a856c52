package dev.clew.bench.process;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Question;
import dev.clew.bench.otlp.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The published Zipkin server, which keeps spans in its memory alone. Owned by one thread.
public final class ZipkinProcess implements Subject {
  public static final String NAME = "zipkin";

  private final Child child;
  private final URI address;

  private ZipkinProcess(Child child, URI address) {
    this.child = child;
    this.address = address;
  }

  /// Starts it without waiting for it.
  ///
  /// @param folder for its log
  /// @param settings as environment variables, such as `MEM_MAX_SPANS`
  public static ZipkinProcess launch(Path folder, Map<String, String> settings) throws IOException {
    int port = freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            jar().toString(),
            "--armeria.ports[0].address=127.0.0.1",
            "--armeria.ports[0].port=" + port,
            "--armeria.ports[0].protocols[0]=http");
    Child child = Child.start(NAME, command, settings, folder.resolve("zipkin.log"));
    return new ZipkinProcess(child, URI.create("http://127.0.0.1:" + port));
  }

  /// Fetched by the launcher.
  private static Path jar() throws IOException {
    Path peers = ServerProcess.target().resolve("peers");
    if (Files.isDirectory(peers)) {
      try (Stream<Path> files = Files.list(peers)) {
        Optional<Path> newest =
            files
                .filter(file -> file.getFileName().toString().startsWith("zipkin-server-"))
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
          return newest.get();
        }
      }
    }
    throw new IOException(
        "the jar of Zipkin's server must be in " + peers + "; ./clew bench fetches it");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Waits until it says that it is healthy.
  public ZipkinProcess awaitReady() throws IOException, InterruptedException {
    child.awaitReady(this::isHealthy);
    return this;
  }

  private boolean isHealthy() {
    try (Connection connection = new Connection(address)) {
      return connection.ask(Question.of("/health")).status() == 200;
    } catch (IOException _) {
      return false; // Its door is not open yet.
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Protocol spoken(Protocol asked) {
    return asked.isZipkin() ? asked : Protocol.ZIPKIN;
  }

  @Override
  public URI endpoint(Protocol protocol) {
    return address;
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
  public OptionalDouble storedBytesPerSpan() {
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    child.close();
  }
}
