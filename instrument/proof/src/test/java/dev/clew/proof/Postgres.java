package dev.clew.proof;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// PostgreSQL with a folder and a port of its own.
record Postgres(Program program, Path folder, int port) implements AutoCloseable {
  /// Empty where there is none.
  static Optional<Postgres> start(Path output) throws IOException, InterruptedException {
    Optional<Path> init = Program.find("initdb");
    return init.isEmpty() ? Optional.empty() : Optional.of(start(init.get(), output));
  }

  private static Postgres start(Path init, Path output) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("clew-postgres");
    boolean isRoot = System.getProperty("user.name").equals("root");
    if (isRoot) {
      Program.run(output, List.of("chown", "postgres", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    Program.run(
        output,
        as(isRoot, init, "-D", data, "-U", "clew", "--auth=trust", "--no-sync", "--no-locale"));
    int port = Program.freePort();
    Path server = init.resolveSibling("postgres");
    List<String> command =
        as(isRoot, server, "-D", data, "-h", "127.0.0.1", "-p", "" + port, "-k", data, "-F");
    return new Postgres(Program.start(output, command).untilOpen(port), folder, port);
  }

  /// It refuses to be run by root.
  private static List<String> as(boolean isRoot, Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  String address() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=clew";
  }

  @Override
  public void close() {
    program.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
