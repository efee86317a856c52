package dev.clew.serve.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.collect.Format;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes OTLP replies as HTTP responses, in the content type of the request; also what the server
/// itself has to say on an OTLP port.
final class OtlpResponses implements ServerErrorHandler {
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

  static AggregatedHttpResponse render(OtlpReply reply, @Nullable RequestHeaders request) {
    Format format = request == null ? Format.OTLP_JSON : format(request).orElse(Format.OTLP_JSON);
    var headers = ResponseHeaders.builder(status(reply));
    headers.contentType(format == Format.OTLP_JSON ? MediaType.JSON : PROTOBUF);
    if (reply instanceof Failure failure) {
      failure.retrySeconds().ifPresent(wait -> headers.set(HttpHeaderNames.RETRY_AFTER, "" + wait));
      switch (failure.status().code()) {
        case 405 -> headers.set(HttpHeaderNames.ALLOW, "POST");
        case 415 ->
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip, zstd, deflate, snappy, lz4");
        default -> {}
      }
    }
    return AggregatedHttpResponse.of(headers.build(), reply.encode(format));
  }

  private static HttpStatus status(OtlpReply reply) {
    return switch (reply) {
      case OtlpReply.Success _, OtlpReply.PartialSuccess _ -> HttpStatus.OK;
      case Failure failure -> failure.status();
    };
  }

  /// The two content types of OTLP; parameters do not matter.
  static Optional<Format> format(RequestHeaders headers) {
    MediaType type = headers.contentType();
    if (type == null) {
      return Optional.empty();
    }
    return switch (type.type() + "/" + type.subtype()) {
      case "application/x-protobuf" -> Optional.of(Format.OTLP_PROTOBUF);
      case "application/json" -> Optional.of(Format.OTLP_JSON);
      default -> Optional.empty();
    };
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    Failure failure = Failure.of(context, cause);
    return render(failure, context.request().headers()).toHttpResponse();
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String message = description == null ? status.reasonPhrase() : description;
    return render(Failure.of(status, message), headers);
  }
}
