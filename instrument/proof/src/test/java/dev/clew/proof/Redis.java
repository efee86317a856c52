package dev.clew.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Redis with a port of its own, keeping nothing.
record Redis(Program program, int port) implements AutoCloseable {
  static Redis start(Path output) throws IOException {
    int port = Program.freePort();
    String server = Program.tool("redis-server").toString();
    List<String> command =
        List.of(server, "--port", "" + port, "--bind", "127.0.0.1", "--save", "");
    return new Redis(Program.start(output, command).untilOpen(port), port);
  }

  String address() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    program.close();
  }
}
