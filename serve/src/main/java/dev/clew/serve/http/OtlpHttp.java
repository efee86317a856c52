package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.collect.Format;
import dev.clew.wire.Encoding;
import java.util.List;
import java.util.Optional;

/// OTLP over HTTP: `POST /v1/traces` in protobuf or JSON, plain or compressed.
public final class OtlpHttp {
  private final Intake intake;
  private final Origins origins;

  public OtlpHttp(Intake intake, Origins origins) {
    this.intake = intake;
    this.origins = origins;
  }

  /// Binds the paths of OTLP, each also with a slash at its end.
  public void mount(ServerBuilder server) {
    server.service("/v1/traces", this::export).service("/v1/traces/", this::export);
    for (String signal : List.of("metrics", "logs")) {
      server
          .service("/v1/" + signal, (_, request) -> noReceiver(request, signal))
          .service("/v1/" + signal + "/", (_, request) -> noReceiver(request, signal));
    }
    server.errorHandler(new OtlpResponses());
    origins.mount(server);
  }

  private HttpResponse export(ServiceRequestContext context, HttpRequest request) {
    RequestHeaders headers = request.headers();
    if (request.method() != HttpMethod.POST) {
      return refuse(request, HttpStatus.METHOD_NOT_ALLOWED, "needs POST, got " + request.method());
    }
    Optional<Format> format = OtlpResponses.format(headers);
    if (format.isEmpty()) {
      String message =
          "needs the content type application/x-protobuf or application/json, got "
              + headers.get(HttpHeaderNames.CONTENT_TYPE, "none");
      return refuse(request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }
    Optional<Encoding> encoding = ContentEncodings.of(headers);
    if (encoding.isEmpty()) {
      String message = ContentEncodings.needed(headers);
      return refuse(request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }
    return HttpResponse.of(
        intake
            .read(request, body -> intake.receive(body, 0, encoding.get(), format.get()))
            .thenApply(
                receipt -> OtlpResponses.render(OtlpReply.to(receipt), headers).toHttpResponse()));
  }

  private HttpResponse noReceiver(HttpRequest request, String signal) {
    String message = "Clew keeps traces, no " + signal + "; send those elsewhere";
    return refuse(request, HttpStatus.NOT_FOUND, message);
  }

  /// Takes the body first, so that the connection stays of use.
  private HttpResponse refuse(HttpRequest request, HttpStatus status, String message) {
    Failure failure = Failure.of(status, message);
    return HttpResponse.of(
        intake.read(
            request, _ -> OtlpResponses.render(failure, request.headers()).toHttpResponse()));
  }
}
