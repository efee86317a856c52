package dev.clew.bench.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that was started here and is ended here, also when a signal ends this process. Owned
/// by one thread.
final class Child implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofMinutes(1);
  private static final int POLL_MILLIS = 5;
  private static final int LAST_LINES = 20;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    // Nobody else would end it when a signal ends this process.
    hook = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts it without waiting for it.
  ///
  /// @param environment beside this process's own, of which Clew's settings are left out
  /// @param log the file to append what it says to
  static Child start(String name, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("CLEW_"));
    builder.environment().putAll(environment);
    return new Child(name, builder.start(), log);
  }

  /// Says whether something is there.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /// Waits until it is ready, or ends it.
  void awaitReady(Condition ready) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!ready.holds()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        close();
        throw new IOException(
            "%s must start, ended with %d: %s".formatted(name, process.exitValue(), logged()));
      }
      if (System.nanoTime() - deadline > 0) {
        close();
        throw new IOException("%s must be ready within %s: %s".formatted(name, START, logged()));
      }
    }
  }

  /// Fails, with the end of its log, where it has ended.
  void requireAlive() throws IOException, InterruptedException {
    if (!process.toHandle().isAlive()) {
      throw new IOException(
          "%s must go on, ended with %d: %s".formatted(name, process.waitFor(), logged()));
    }
  }

  private String logged() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  ProcessHandle handle() {
    return process.toHandle();
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
    if (!waitFor(END)) {
      close();
      throw new IOException("%s must end within %s: %s".formatted(name, END, logged()));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // A signal came: the hook is at work.
    }
  }
}
