package dev.clew.proof;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A program of somebody else's in a process of its own; what it says goes to a file.
final class Program implements AutoCloseable {
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Program start(Path output, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Program(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs it to its end.
  static void run(Path output, List<String> command) throws InterruptedException {
    start(output, command).awaitEnd();
  }

  /// Waits until it has ended by itself, and well.
  void awaitEnd() throws InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException("it ended with " + code + ", see " + output);
    }
  }

  /// Where a tool of the machine lies; Debian keeps PostgreSQL's out of the path.
  static Optional<Path> find(String name) {
    Stream<Path> path = Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of);
    Stream<Path> versions = in(Path.of("/usr/lib/postgresql")).stream();
    return Stream.concat(path, versions.map(version -> version.resolve("bin")))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Program untilOpen(int port) {
    await().atMost(SOON).until(() -> isOpen(port));
    return this;
  }

  /// The first line that begins so, as soon as it is there.
  String line(String beginning) {
    return await()
        .atMost(SOON)
        .until(
            () -> said().stream().filter(line -> line.startsWith(beginning)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  List<String> said() throws IOException {
    return Files.readString(output).lines().toList();
  }

  private boolean isOpen(int port) {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended with " + process.exitValue() + ", see " + output);
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// First as it wishes to be ended, so that its children end, too.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(20))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
