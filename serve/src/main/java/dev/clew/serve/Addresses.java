package dev.clew.serve;

import static java.util.Objects.requireNonNull;

import dev.clew.serve.settings.Port;
import java.net.URI;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a running Clew is found, by the ports that are not off.
public record Addresses(Map<Port, URI> all) {
  public Addresses {
    all = new EnumMap<>(all);
  }

  /// @param found the numbers that the ports got
  static Addresses of(String listen, Map<Port, Integer> found) {
    String host = listen.contains(":") ? "[" + listen + "]" : listen;
    Map<Port, URI> all = new EnumMap<>(Port.class);
    found.forEach(
        (port, number) -> all.put(port, URI.create(port.scheme() + "://" + host + ":" + number)));
    return new Addresses(all);
  }

  public Optional<URI> of(Port port) {
    return Optional.ofNullable(all.get(port));
  }

  public URI page() {
    return open(Port.PAGE);
  }

  public URI otlpGrpc() {
    return open(Port.OTLP_GRPC);
  }

  public URI otlpHttp() {
    return open(Port.OTLP_HTTP);
  }

  public URI health() {
    return open(Port.HEALTH);
  }

  private URI open(Port port) {
    return requireNonNull(all.get(port), "a port that is never off");
  }

  /// A line each, as a shell sets variables; health is the last one.
  String lines() {
    return all.entrySet().stream()
        .map(port -> port.getKey().name().toLowerCase(Locale.ROOT) + "=" + port.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// All in one line, for people.
  String sentence() {
    return all.entrySet().stream()
        .map(port -> port.getKey().title() + " " + port.getValue())
        .collect(Collectors.joining(", "));
  }
}
