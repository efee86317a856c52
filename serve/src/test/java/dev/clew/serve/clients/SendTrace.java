package dev.clew.serve.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;

/// Sends the trace that its input tells by one of Java's stock clients, and says on its output
/// under which ids: the trace's, then each span's.
public final class SendTrace {
  static final String SERVICE = "läden";

  /// The other trace, to which links go.
  static final String OTHER_TRACE = "0123456789abcdef0123456789abcdef";

  static final String OTHER_SPAN = "fedcba9876543210";

  private SendTrace() {}

  /// @param args the client, and the address it sends to
  public static void main(String[] args) throws Exception {
    List<Told> trace = Told.read(new ObjectMapper().readTree(System.in));
    URI address = URI.create(args[1]);
    List<String> ids =
        switch (args[0]) {
          case "otlp-grpc", "otlp-http" -> ByOpenTelemetry.send(trace, args[0], address);
          case "jaeger-http", "jaeger-udp" -> ByJaeger.send(trace, args[0], address);
          case "brave-json", "brave-proto3" -> ByBrave.send(trace, args[0], address);
          default -> throw new IllegalArgumentException("needs a known client, got " + args[0]);
        };
    System.out.println(String.join(" ", ids));
  }
}
