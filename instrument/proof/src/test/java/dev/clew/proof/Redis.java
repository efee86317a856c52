package dev.clew.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Redis with a port of its own, keeping nothing.
record Redis(Program program, int port) implements AutoCloseable {
  /// Empty where there is none.
  static Optional<Redis> start(Path output) throws IOException {
    int port = Program.freePort();
    return Program.find("redis-server")
        .map(Path::toString)
        .map(server -> List.of(server, "--port", "" + port, "--bind", "127.0.0.1", "--save", ""))
        .map(command -> new Redis(Program.start(output, command).untilOpen(port), port));
  }

  String address() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    program.close();
  }
}
