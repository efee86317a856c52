package dev.clew.serve.grpc;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import dev.clew.serve.http.Body;
import dev.clew.serve.http.Failure;
import dev.clew.serve.http.Intake;
import dev.clew.serve.sampling.SamplingCall;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.proto.MalformedException;

/// Tells clients over gRPC how to sample.
public final class SamplingGrpc implements GrpcCall {
  private static final int MOST_BYTES = 1 << 16;

  private final SamplingCall call;
  private final Intake intake;

  public SamplingGrpc(SamplingCall call, Intake intake) {
    this.call = call;
    this.intake = intake;
  }

  @Override
  public String path() {
    return "/jaeger.api_v2.SamplingManager/GetSamplingStrategy";
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    return Unary.call(intake, request, this::strategy);
  }

  private HttpResponse strategy(Body body, Encoding encoding) {
    try {
      byte[] message = Inflation.inflate(body.from(Frame.PREFIX_BYTES), encoding, MOST_BYTES);
      return GrpcResponses.message(call.answer(message));
    } catch (MalformedException e) {
      return Unary.failure(Failure.malformed(e.getMessage()));
    } catch (TooLargeException e) {
      return Unary.failure(Failure.tooLarge(e.getMessage()));
    }
  }
}
