package dev.clew.bench.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How the application is traced; Clew's agent can tell whoever asks their trace in headers of the
/// answer, which OpenTelemetry's does not.
///
/// @param options of its JVM
public record Variant(String name, List<String> options) {
  private static final String HEAD = "-Dotel.traces.sampler.arg=0.01";

  /// Both agents alike, where Clew's has a choice of its own.
  private static final List<String> ALIKE =
      List.of(
          "-Dotel.exporter.otlp.compression=gzip",
          "-Dotel.exporter.otlp.protocol=http/protobuf",
          "-Dotel.bsp.max.queue.size=8192",
          "-Dotel.bsp.schedule.delay=2000",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");

  public Variant {
    options = List.copyOf(options);
  }

  /// All there are, the one to compare the others with first.
  ///
  /// @param upstream OpenTelemetry's agent, as it is published
  public static List<Variant> all(Path upstream, Path clew) {
    return List.of(
        under("upstream agent", upstream),
        under("Clew's agent", clew),
        new Variant("no agent", List.of()),
        under("Clew's agent, trace told to all", clew, "-Dclew.server.timing=true"),
        under("Clew's agent, 1 %", clew, HEAD),
        under(
            "Clew's agent, late, 1 %",
            clew, HEAD, "-Dclew.late.enabled=true", "-Dclew.late.slow=1m"));
  }

  private static Variant under(String name, Path agent, String... more) {
    List<String> options = new ArrayList<>(List.of("-javaagent:" + agent));
    Stream.of(ALIKE, List.of(more)).forEach(options::addAll);
    return new Variant(name, options);
  }
}
