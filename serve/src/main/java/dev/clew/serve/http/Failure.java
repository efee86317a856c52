package dev.clew.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why an export did not succeed, as HTTP and as gRPC say it: a `google.rpc.Status`.
///
/// @param retryAfter when the same request may be welcome; absent when it never will be
public record Failure(
    HttpStatus status, GrpcCode code, String message, Optional<Duration> retryAfter)
    implements OtlpReply {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final Duration SOON = Duration.ofSeconds(1);

  public static Failure malformed(String message) {
    return lasting(HttpStatus.BAD_REQUEST, GrpcCode.INVALID_ARGUMENT, message);
  }

  /// Never to be sent again. The OpenTelemetry SDK for Java sends what was `RESOURCE_EXHAUSTED`
  /// again, whether it was told a time or not, so that it is not called that.
  public static Failure tooLarge(String message) {
    return lasting(HttpStatus.REQUEST_ENTITY_TOO_LARGE, GrpcCode.INVALID_ARGUMENT, message);
  }

  public static Failure unavailable(String message, Duration retryAfter) {
    return new Failure(
        HttpStatus.SERVICE_UNAVAILABLE, GrpcCode.UNAVAILABLE, message, Optional.of(retryAfter));
  }

  static Failure lasting(HttpStatus status, GrpcCode code, String message) {
    return new Failure(status, code, message, Optional.empty());
  }

  /// What the server itself says with an HTTP status; a server error becomes one that clients
  /// retry.
  public static Failure of(HttpStatus status, String message) {
    if (status.isServerError()) {
      return unavailable(message, SOON);
    }
    return switch (status.code()) {
      case 404, 405 -> lasting(status, GrpcCode.UNIMPLEMENTED, message);
      case 408 -> lasting(status, GrpcCode.DEADLINE_EXCEEDED, message);
      case 413 -> tooLarge(message);
      default -> lasting(status, GrpcCode.INVALID_ARGUMENT, message);
    };
  }

  /// What to say when the way from the socket to the collector has thrown.
  public static Failure of(ServiceRequestContext context, Throwable thrown) {
    return switch (thrown) {
      case CompletionException wrapped when wrapped.getCause() != null ->
          of(context, wrapped.getCause());
      case OverBudgetException busy ->
          new Failure(
              HttpStatus.TOO_MANY_REQUESTS,
              GrpcCode.UNAVAILABLE,
              String.valueOf(busy.getMessage()),
              Optional.of(SOON));
      case Throwable large when isTooLarge(large) -> tooLarge(context);
      case HttpStatusException e -> of(e.httpStatus(), e.httpStatus().reasonPhrase());
      case RequestTimeoutException _ when !context.request().whenComplete().isDone() ->
          of(
              HttpStatus.REQUEST_TIMEOUT,
              "the body must come whole within " + context.requestTimeoutMillis() + " ms");
      case RequestTimeoutException _ -> unavailable("the server is slow, try again", SOON);
      case ClosedSessionException _, CancelledSubscriptionException _, AbortedStreamException _ ->
          malformed("the body needs to come whole, it was cut off");
      default -> unexpected(thrown);
    };
  }

  /// True for the ways in which the server says that a body has more bytes than it may.
  static boolean isTooLarge(Throwable thrown) {
    return thrown instanceof ContentTooLargeException
        || (thrown instanceof HttpStatusException e
            && e.httpStatus().equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE));
  }

  private static Failure tooLarge(ServiceRequestContext context) {
    return tooLarge("a body needs at most " + context.maxRequestLength() + " bytes, this has more");
  }

  private static Failure unexpected(Throwable thrown) {
    LOG.error("An export failed", thrown);
    return unavailable("the server failed, try again", SOON);
  }

  /// Whole seconds, at least 1, at most 5: the OpenTelemetry SDK for Java gives a batch up rather
  /// than wait ten.
  public Optional<Long> retrySeconds() {
    return retryAfter.map(wait -> Math.clamp(wait.plusMillis(999).toSeconds(), 1L, 5L));
  }

  /// As `google.rpc.Status` in protobuf.
  public ProtoMessage proto() {
    var status = new ProtoMessage().number(1, code.number()).text(2, message);
    retrySeconds().ifPresent(seconds -> status.message(3, retryInfo(seconds)));
    return status;
  }

  private static ProtoMessage retryInfo(long seconds) {
    ProtoMessage delay = new ProtoMessage().number(1, seconds);
    ProtoMessage info = new ProtoMessage().message(1, delay);
    return new ProtoMessage().text(1, RETRY_INFO).message(2, info);
  }

  /// The same as JSON.
  ObjectNode json() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("code", code.number()).put("message", message);
    retrySeconds()
        .ifPresent(seconds ->
            status
                .putArray("details")
                .addObject()
                .put("@type", RETRY_INFO)
                .put("retryDelay", seconds + "s"));
    return status;
  }
}
