package dev.clew.bench.process;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The application that the agent is tried on, as a process of its own. Owned by one thread.
public final class Application implements AutoCloseable {
  private static final String PORTS = "ports ";

  private final Child child;
  private final Path log;

  private Application(Child child, Path log) {
    this.child = child;
    this.log = log;
  }

  /// Starts the one that was built beside this module, without waiting for it.
  ///
  /// @param options of its JVM
  public static Application launch(String name, List<String> options, Path log) throws IOException {
    Path built = instrument().resolve("everything").resolve("target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(options);
    String libraries = Files.readString(built.resolve("classpath")).strip();
    command.addAll(List.of("-cp", built.resolve("classes") + File.pathSeparator + libraries));
    command.add("dev.clew.everything.Everything");
    Files.createFile(log);
    return new Application(Child.start(name, command, Map.of(), log), log);
  }

  /// Clew's agent of this build.
  public static Path clewAgent() {
    return instrument().resolve("agent").resolve("target").resolve("clew-javaagent.jar");
  }

  /// OpenTelemetry's, which the launcher has fetched.
  public static Path upstreamAgent() throws IOException {
    try (var peers = Files.list(ServerProcess.target().resolve("peers"))) {
      return peers
          .filter(jar -> jar.getFileName().toString().startsWith("opentelemetry-javaagent-"))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("OpenTelemetry's agent must lie in target/peers"));
    }
  }

  private static Path instrument() {
    Path bench = requireNonNull(ServerProcess.target().getParent(), "it lies in a module");
    return bench.resolveSibling("instrument");
  }

  /// Waits until it serves.
  public Application awaitReady() throws IOException, InterruptedException {
    child.awaitReady(() -> ports().isPresent());
    return this;
  }

  public URI web() throws IOException {
    String[] ports = ports().orElseThrow().split(" ", -1);
    return URI.create("http://127.0.0.1:" + ports[1]);
  }

  private Optional<String> ports() throws IOException {
    String said = Files.readString(log);
    return said.lines()
        .filter(line -> line.startsWith(PORTS) && said.contains(line + "\n"))
        .findFirst();
  }

  public Optional<ProcessHandle> process() {
    return Optional.of(child.handle());
  }

  @Override
  public void close() {
    child.close();
  }
}
