package dev.clew.serve.grpc;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.serve.http.Intake;
import dev.clew.serve.http.ProtoMessage;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A port of gRPC that answers some calls, and `grpc.health.v1.Health/Check` beside them. All else
/// is unimplemented, which tells clients not to try again.
public final class GrpcPort {
  private static final String HEALTH = "/grpc.health.v1.Health/Check";
  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;

  private final Intake intake;
  private final BooleanSupplier isReady;
  private final List<GrpcCall> calls;

  public GrpcPort(Intake intake, BooleanSupplier isReady, GrpcCall... calls) {
    this.intake = intake;
    this.isReady = isReady;
    this.calls = List.of(calls);
  }

  public void mount(ServerBuilder server) {
    for (GrpcCall call : calls) {
      server.service(call.path(), (_, request) -> call.answer(request));
    }
    server
        .service(HEALTH, (_, request) -> health(request))
        .serviceUnder("/", (_, request) -> elsewhere(request))
        .errorHandler(new GrpcResponses());
  }

  private HttpResponse health(HttpRequest request) {
    int status = isReady.getAsBoolean() ? SERVING : NOT_SERVING;
    byte[] answer = new ProtoMessage().number(1, status).toBytes();
    return HttpResponse.of(intake.read(request, _ -> GrpcResponses.message(answer)));
  }

  private HttpResponse elsewhere(HttpRequest request) {
    String here = calls.stream().map(GrpcCall::path).collect(Collectors.joining(" and "));
    String message = "Clew answers here at " + here + "; got " + request.path();
    return HttpResponse.of(intake.read(request, _ -> Unary.failure(Unary.unimplemented(message))));
  }
}
