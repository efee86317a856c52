package dev.clew.serve.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.collect.Receipt;
import org.jspecify.annotations.Nullable;

/// Writes answers as Zipkin and Jaeger do: 202 without a word, or a line of text that says what is
/// wrong; also what the server itself has to say on their ports.
final class TextResponses implements ServerErrorHandler {
  /// Neither protocol can say that a part was rejected; when all of it was, it says so as a
  /// failure.
  static AggregatedHttpResponse render(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Stored _ -> accepted();
      case Receipt.PartlyStored(int spans, int _, String reason) ->
          spans > 0 ? accepted() : render(Failure.malformed(reason));
      case Receipt.Malformed(String reason) -> render(Failure.malformed(reason));
      case Receipt.TooLarge(String reason) -> render(Failure.tooLarge(reason));
      case Receipt.Refused(String reason, var retryAfter) ->
          render(Failure.unavailable(reason, retryAfter));
    };
  }

  private static AggregatedHttpResponse accepted() {
    return AggregatedHttpResponse.of(ResponseHeaders.of(HttpStatus.ACCEPTED));
  }

  static AggregatedHttpResponse render(Failure failure) {
    var headers = ResponseHeaders.builder(failure.status());
    headers.contentType(MediaType.PLAIN_TEXT_UTF_8);
    headers.set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
    failure.retrySeconds().ifPresent(wait -> headers.set(HttpHeaderNames.RETRY_AFTER, "" + wait));
    return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(failure.message() + "\n"));
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return render(Failure.of(context, cause)).toHttpResponse();
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return render(Failure.of(status, description == null ? status.reasonPhrase() : description));
  }
}
