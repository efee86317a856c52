package dev.clew.serve.grpc;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import dev.clew.collect.Format;
import dev.clew.serve.http.Body;
import dev.clew.serve.http.Failure;
import dev.clew.serve.http.Intake;
import dev.clew.serve.http.OtlpReply;
import dev.clew.wire.Encoding;

/// Takes spans by a call of gRPC.
public final class SpanGrpc implements GrpcCall {
  private final SpanCall call;
  private final Intake intake;

  public SpanGrpc(SpanCall call, Intake intake) {
    this.call = call;
    this.intake = intake;
  }

  @Override
  public String path() {
    return call.path();
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    return Unary.call(intake, request, this::receive);
  }

  private HttpResponse receive(Body body, Encoding encoding) {
    OtlpReply reply = call.reply(intake.receive(body, Frame.PREFIX_BYTES, encoding, call.format()));
    return switch (reply) {
      case OtlpReply.Success _, OtlpReply.PartialSuccess _ ->
          GrpcResponses.message(reply.encode(Format.OTLP_PROTOBUF).array());
      case Failure failure -> Unary.failure(failure);
    };
  }
}
