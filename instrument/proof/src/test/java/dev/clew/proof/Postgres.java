package dev.clew.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL with a folder and a port of its own.
record Postgres(Program program, int port) implements AutoCloseable {
  static Postgres start(Path output) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("clew-postgres");
    folder.toFile().deleteOnExit();
    boolean isRoot = System.getProperty("user.name").equals("root");
    if (isRoot) {
      Program.run(output, List.of("chown", "postgres", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    Path init = Program.tool("initdb");
    Program.run(
        output,
        as(isRoot, init, "-D", data, "-U", "clew", "--auth=trust", "--no-sync", "--no-locale"));
    int port = Program.freePort();
    Path server = Program.tool("postgres");
    List<String> command =
        as(isRoot, server, "-D", data, "-h", "127.0.0.1", "-p", "" + port, "-k", data, "-F");
    return new Postgres(Program.start(output, command).untilOpen(port), port);
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
  }
}
