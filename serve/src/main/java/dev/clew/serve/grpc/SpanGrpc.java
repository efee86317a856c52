package dev.clew.serve.grpc;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.collect.Format;
import dev.clew.serve.http.Body;
import dev.clew.serve.http.Failure;
import dev.clew.serve.http.GrpcCode;
import dev.clew.serve.http.Intake;
import dev.clew.serve.http.OtlpReply;
import dev.clew.serve.http.ProtoMessage;
import dev.clew.wire.Encoding;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A port of gRPC that takes spans by one call, and answers `grpc.health.v1.Health/Check` beside
/// it. All else is unimplemented, which tells clients not to try again.
public final class SpanGrpc {
  private static final String HEALTH = "/grpc.health.v1.Health/Check";
  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;

  private final SpanCall call;
  private final Intake intake;
  private final BooleanSupplier isReady;

  public SpanGrpc(SpanCall call, Intake intake, BooleanSupplier isReady) {
    this.call = call;
    this.intake = intake;
    this.isReady = isReady;
  }

  public void mount(ServerBuilder server) {
    server
        .service(call.path(), this::export)
        .service(HEALTH, (_, request) -> health(request))
        .serviceUnder("/", (_, request) -> elsewhere(request))
        .errorHandler(new GrpcResponses());
  }

  private HttpResponse export(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.POST || !GrpcResponses.isGrpc(request.headers())) {
      return HttpResponse.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    return HttpResponse.of(intake.read(request, body -> answer(export(request.headers(), body))));
  }

  private OtlpReply export(RequestHeaders headers, Body body) {
    Frame frame;
    try {
      frame = Frame.of(body);
    } catch (IllegalArgumentException e) {
      return Failure.malformed(String.valueOf(e.getMessage()));
    }
    String name = frame.isCompressed() ? headers.get("grpc-encoding", "none") : "identity";
    return switch (name) {
      case "identity" -> receive(body, Encoding.IDENTITY);
      case "gzip" -> receive(body, Encoding.GZIP);
      case "zstd" -> receive(body, Encoding.ZSTD);
      default ->
          unimplemented("a compressed message needs grpc-encoding gzip or zstd, got " + name);
    };
  }

  private OtlpReply receive(Body body, Encoding encoding) {
    return call.reply(intake.receive(body, Frame.PREFIX_BYTES, encoding, call.format()));
  }

  private static HttpResponse answer(OtlpReply reply) {
    return switch (reply) {
      case OtlpReply.Success _, OtlpReply.PartialSuccess _ ->
          GrpcResponses.message(reply.encode(Format.OTLP_PROTOBUF).array());
      case Failure failure -> GrpcResponses.failure(failure).toHttpResponse();
    };
  }

  private HttpResponse health(HttpRequest request) {
    int status = isReady.getAsBoolean() ? SERVING : NOT_SERVING;
    byte[] answer = new ProtoMessage().number(1, status).toBytes();
    return HttpResponse.of(intake.read(request, _ -> GrpcResponses.message(answer)));
  }

  private HttpResponse elsewhere(HttpRequest request) {
    Failure failure =
        unimplemented("Clew takes traces here, at " + call.path() + "; got " + request.path());
    return HttpResponse.of(intake.read(request, _ -> answer(failure)));
  }

  private static Failure unimplemented(String message) {
    return new Failure(HttpStatus.NOT_FOUND, GrpcCode.UNIMPLEMENTED, message, Optional.empty());
  }
}
