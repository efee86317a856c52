package dev.clew.serve.grpc;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.serve.http.Body;
import dev.clew.serve.http.Failure;
import dev.clew.serve.http.GrpcCode;
import dev.clew.serve.http.Intake;
import dev.clew.wire.Encoding;
import java.util.Optional;

/// Takes the one message out of a unary call.
final class Unary {
  private Unary() {}

  /// Works on a message, which starts behind the frame's prefix.
  @FunctionalInterface
  interface Work {
    HttpResponse answer(Body body, Encoding encoding);
  }

  static HttpResponse call(Intake intake, HttpRequest request, Work work) {
    if (request.method() != HttpMethod.POST || !GrpcResponses.isGrpc(request.headers())) {
      return HttpResponse.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    return HttpResponse.of(intake.read(request, body -> answer(request.headers(), body, work)));
  }

  private static HttpResponse answer(RequestHeaders headers, Body body, Work work) {
    Frame frame;
    try {
      frame = Frame.of(body);
    } catch (IllegalArgumentException e) {
      return failure(Failure.malformed(String.valueOf(e.getMessage())));
    }
    String name = frame.isCompressed() ? headers.get("grpc-encoding", "none") : "identity";
    return switch (name) {
      case "identity" -> work.answer(body, Encoding.IDENTITY);
      case "gzip" -> work.answer(body, Encoding.GZIP);
      case "zstd" -> work.answer(body, Encoding.ZSTD);
      case "deflate" -> work.answer(body, Encoding.DEFLATE);
      case "snappy" -> work.answer(body, Encoding.SNAPPY);
      case "lz4" -> work.answer(body, Encoding.LZ4);
      default ->
          failure(
              unimplemented(
                  "a compressed message needs grpc-encoding gzip, zstd, deflate, snappy or lz4, got "
                      + name));
    };
  }

  static HttpResponse failure(Failure failure) {
    return GrpcResponses.failure(failure).toHttpResponse();
  }

  static Failure unimplemented(String message) {
    return new Failure(HttpStatus.NOT_FOUND, GrpcCode.UNIMPLEMENTED, message, Optional.empty());
  }
}
