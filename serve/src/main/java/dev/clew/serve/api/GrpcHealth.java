package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.serve.http.ProtoMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// `grpc.health.v1.Health/Check` for the services of a port.
///
/// @param services their full names, and an empty one for all of them
public record GrpcHealth(Set<String> services, BooleanSupplier isReady) {
  public static final String NAME = "grpc.health.v1.Health";

  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;

  public GrpcHealth {
    services = Set.copyOf(services);
  }

  public void mount(ServerBuilder server, Answers answers) {
    GrpcCalls.mount(
        server, answers, NAME, Map.of("Check", new GrpcCalls.Named("grpc.health", this::check)));
  }

  private void check(byte[] message, GrpcCalls.Stream stream) throws IOException {
    String service = ProtoFields.read(message).text(1);
    if (!services.contains(service)) {
      throw new RequestException(HttpStatus.NOT_FOUND, "unknown service");
    }
    int status = isReady.getAsBoolean() ? SERVING : NOT_SERVING;
    stream.send(new ProtoMessage().number(1, status).toBytes());
  }
}
