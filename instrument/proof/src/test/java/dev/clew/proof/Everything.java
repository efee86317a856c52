package dev.clew.proof;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The application that uses everything, under the agent.
record Everything(Program program, URI web, URI flux) implements AutoCloseable {
  private static final Path INSTRUMENT =
      Path.of(System.getProperty("clew.root")).resolve("instrument");

  static Everything start(Path output, Map<String, String> settings) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-javaagent:" + agent()));
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    String classes = INSTRUMENT.resolve("everything/target/classes").toString();
    options.addAll(List.of("-cp", classes + File.pathSeparator + libraries()));
    Program program =
        Program.start(output, java(options, List.of("dev.clew.everything.Everything")));
    String[] ports = program.line("ports ").split(" ", -1);
    return new Everything(program, local(ports[1]), local(ports[2]));
  }

  /// The example that knows nothing of tracing.
  static Program example(Path output, Map<String, String> settings, int port) throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx64m", "-javaagent:" + agent()));
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    Path classes = examples().resolve("agent-only/target/classes");
    options.addAll(List.of("-cp", classes + File.pathSeparator + libraries()));
    List<String> program = List.of("dev.clew.example.AgentOnlyService", "" + port);
    return Program.start(output, java(options, program));
  }

  static Path examples() {
    return INSTRUMENT.resolveSibling("examples");
  }

  static Path agent() {
    return INSTRUMENT.resolve("agent/target/clew-javaagent.jar");
  }

  /// The application's own, which the server's must not meet.
  static String libraries() throws IOException {
    return Files.readString(INSTRUMENT.resolve("everything/target/classpath")).strip();
  }

  static List<String> java(List<String> options, List<String> arguments) {
    String java = System.getProperty("java.home") + "/bin/java";
    return Stream.of(List.of(java), options, arguments).flatMap(List::stream).toList();
  }

  private static URI local(String port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    program.close();
  }
}
