package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.serve.http.OtlpReply.Signal;
import dev.clew.wire.Encoding;
import java.time.Duration;
import java.util.Optional;

/// OTLP over HTTP: `POST /v1/traces` and `/v1/logs` in protobuf or JSON, plain, compressed or
/// sealed.
public final class OtlpHttp {
  private final Intake intake;
  private final Intake logs;
  private final SealedBodies sealed;
  private final Origins origins;

  public OtlpHttp(Intake intake, Intake logs, SealedBodies sealed, Origins origins) {
    this.intake = intake;
    this.logs = logs;
    this.sealed = sealed;
    this.origins = origins;
  }

  /// Binds the paths of OTLP, each also with a slash at its end.
  public void mount(ServerBuilder server) {
    HttpService traces = (_, request) -> export(request, intake, Signal.SPANS);
    HttpService records = (_, request) -> export(request, logs, Signal.LOGS);
    server
        .service("/v1/traces", traces)
        .service("/v1/traces/", traces)
        .service("/v1/logs", records)
        .service("/v1/logs/", records)
        .service("/v1/metrics", (_, request) -> noMetrics(request))
        .service("/v1/metrics/", (_, request) -> noMetrics(request));
    server.errorHandler(new OtlpResponses());
    origins.mount(server);
  }

  private HttpResponse export(HttpRequest request, Intake intake, Signal signal) {
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
    boolean isSealed = ContentEncodings.isSealed(headers);
    Optional<Encoding> encoding =
        isSealed ? ContentEncodings.below(headers) : ContentEncodings.of(headers);
    if (encoding.isEmpty()) {
      String message = ContentEncodings.needed(headers);
      return refuse(request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }
    return HttpResponse.of(
        intake
            .read(request, body -> receive(intake, body, isSealed, encoding.get(), format.get()))
            .thenApply(receipt ->
                OtlpResponses.render(OtlpReply.to(receipt, signal), headers).toHttpResponse()));
  }

  private Receipt receive(
      Intake intake, Body body, boolean isSealed, Encoding encoding, Format format) {
    if (!isSealed) {
      return intake.receive(body, 0, encoding, format);
    }
    // What is in it is as long again, about.
    return body.reserve(body.length())
        ? sealed.open(body.from(0), opened -> intake.receive(body, opened, encoding, format))
        : new Receipt.Refused(OverBudgetException.MESSAGE, Duration.ofSeconds(1));
  }

  private HttpResponse noMetrics(HttpRequest request) {
    String message = "Clew keeps traces and their log records, no metrics; send those elsewhere";
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
