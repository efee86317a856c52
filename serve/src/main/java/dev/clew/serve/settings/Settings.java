package dev.clew.serve.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// All that can be set, with defaults that work.
///
/// @param data the folder that holds everything
/// @param listen the address to bind; loopback unless `insecure`, since nothing asks who is there
public record Settings(
    Path data, String listen, Ports ports, Receive receive, Log log) {

  /// The ports, each moved by the offset; 0 takes a free one.
  public record Ports(int otlpGrpc, int otlpHttp, int page, int health) {}

  /// How the receivers are bounded.
  ///
  /// @param maxRequestBytes of a body, as sent and again inflated
  /// @param maxInFlightBytes of all requests together
  /// @param requestTimeout from the first byte of a request to the last of its answer
  /// @param corsOrigins whose pages may send spans from a browser, besides those of this machine
  public record Receive(
      int maxRequestBytes,
      long maxInFlightBytes,
      Duration requestTimeout,
      Duration idleTimeout,
      int maxConnections,
      List<String> corsOrigins) {
    public Receive {
      corsOrigins = List.copyOf(corsOrigins);
    }
  }

  public record Log(Level level, LogFormat format) {}

  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  public enum LogFormat {
    TEXT,
    JSON
  }

  /// Reads and checks.
  ///
  /// @param flags by the key they stand for; the value's name for errors is the flag's
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<String, Flag> flags)
      throws SettingsException {
    var reader = new SettingsReader(file, environment, Flag.given(flags));
    Path data = reader.take("data", Values::path, Path.of("data"));
    String listen = reader.take("listen", Values::host, "127.0.0.1");
    boolean insecure = reader.take("insecure", Values::bool, false);
    reader.mustHold(
        insecure || Values.isLoopback(listen),
        "listen: nothing asks who is there, so binding "
            + listen
            + " lets everybody on the network read and write traces; bind 127.0.0.1, or say"
            + " --insecure (insecure: true) if that is meant");
    Settings settings =
        new Settings(data, listen, ports(reader), receive(reader), log(reader));
    reader.finish();
    return settings;
  }

  private static Ports ports(SettingsReader reader) {
    int offset = reader.take("ports.offset", Values.number(0, 40_000), 0);
    Ports ports =
        new Ports(
            moved(reader.take("ports.otlp-grpc", Values.number(0, 65_535), 4317), offset),
            moved(reader.take("ports.otlp-http", Values.number(0, 65_535), 4318), offset),
            moved(reader.take("ports.page", Values.number(0, 65_535), 16686), offset),
            moved(reader.take("ports.health", Values.number(0, 65_535), 13133), offset));
    var taken =
        List.of(ports.otlpGrpc, ports.otlpHttp, ports.page, ports.health).stream()
            .filter(port -> port != 0)
            .toList();
    reader.mustHold(
        taken.stream().distinct().count() == taken.size(),
        "ports: each needs a number of its own, got " + taken);
    reader.mustHold(
        taken.stream().allMatch(port -> port <= 65_535),
        "ports: with the offset each needs at most 65535, got " + taken);
    return ports;
  }

  private static int moved(int port, int offset) {
    return port == 0 ? 0 : port + offset;
  }

  private static Receive receive(SettingsReader reader) {
    long quarterOfHeap = Runtime.getRuntime().maxMemory() / 4;
    return new Receive(
        Math.toIntExact(
            reader.take("receive.max-request-size", Values.bytes(1 << 10, 512L << 20), 16L << 20)),
        reader.take("receive.max-in-flight-size", Values.bytes(1 << 20, 1L << 40), quarterOfHeap),
        reader.take("receive.request-timeout", Values.atLeastMillis(100), Duration.ofSeconds(30)),
        reader.take("receive.idle-timeout", Values.atLeastMillis(1_000), Duration.ofMinutes(5)),
        reader.take("receive.max-connections", Values.number(1, 1_000_000), 10_000),
        reader.takeAll("receive.cors-origins", Function.identity(), List.of()));
  }

  private static Log log(SettingsReader reader) {
    return new Log(
        reader.take("log.level", Values.oneOf(Level.class), Level.INFO),
        reader.take("log.format", Values.oneOf(LogFormat.class), LogFormat.TEXT));
  }
}
