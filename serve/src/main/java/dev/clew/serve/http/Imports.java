package dev.clew.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.wire.Encoding;
import java.util.Optional;

/// `POST /api/clew/v1/import`: takes spans that were kept elsewhere, in the format that the request
/// names. Its content types are none that a page of somebody else could send unasked.
public final class Imports {
  private final Intake intake;

  public Imports(Intake intake) {
    this.intake = intake;
  }

  public void mount(ServerBuilder server) {
    server.service("/api/clew/v1/import", this::take);
  }

  private HttpResponse take(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      return refuse(
          context, request, HttpStatus.METHOD_NOT_ALLOWED, "needs POST, got " + request.method());
    }
    Optional<Format> format = format(context, request);
    Optional<Encoding> encoding = ContentEncodings.of(request.headers());
    if (format.isEmpty() || encoding.isEmpty()) {
      String message =
          format.isEmpty()
              ? "needs the content type application/x-protobuf, or application/json with the"
                  + " parameter format as otlp, jaeger or zipkin"
              : ContentEncodings.needed(request.headers());
      return refuse(context, request, HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
    }
    return HttpResponse.of(
        intake
            .read(request, body -> render(intake.receive(body, 0, encoding.get(), format.get())))
            .exceptionally(thrown -> render(Failure.of(context, thrown))));
  }

  private static Optional<Format> format(ServiceRequestContext context, HttpRequest request) {
    MediaType type = request.contentType();
    String format = context.queryParams().get("format", "otlp");
    if (type == null) {
      return Optional.empty();
    }
    return switch (type.type() + "/" + type.subtype()) {
      case "application/x-protobuf" ->
          format.equals("otlp") ? Optional.of(Format.OTLP_PROTOBUF) : Optional.empty();
      case "application/json" ->
          switch (format) {
            case "otlp" -> Optional.of(Format.OTLP_JSON);
            case "jaeger" -> Optional.of(Format.JAEGER_JSON);
            case "zipkin" -> Optional.of(Format.ZIPKIN_JSON_V2);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static HttpResponse render(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Stored(int spans) -> stored(spans, 0, "");
      case Receipt.PartlyStored(int spans, int rejected, String reason) ->
          stored(spans, rejected, reason);
      case Receipt.Malformed(String reason) -> render(Failure.malformed(reason));
      case Receipt.TooLarge(String reason) -> render(Failure.tooLarge(reason));
      case Receipt.Refused(String reason, var retryAfter) ->
          render(Failure.unavailable(reason, retryAfter));
    };
  }

  private static HttpResponse stored(int spans, int rejected, String reason) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("spans", spans).put("rejected", rejected).put("reason", reason);
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON, answer.toString());
  }

  private static HttpResponse render(Failure failure) {
    var headers = ResponseHeaders.builder(failure.status()).contentType(MediaType.JSON);
    failure.retrySeconds().ifPresent(wait -> headers.set(HttpHeaderNames.RETRY_AFTER, "" + wait));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("error")
        .put("status", failure.status().code())
        .put("message", failure.message());
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(answer.toString()));
  }

  /// Takes the body first, so that the connection stays of use.
  private HttpResponse refuse(
      ServiceRequestContext context, HttpRequest request, HttpStatus status, String message) {
    return HttpResponse.of(
        intake
            .read(request, _ -> render(Failure.of(status, message)))
            .exceptionally(thrown -> render(Failure.of(context, thrown))));
  }
}
