package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.Exceptions;
import dev.clew.query.QueryException;
import dev.clew.serve.api.QueryMeter.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;

/// What a failure means to the client.
public record Refusal(HttpStatus status, String message, int retryAfterSeconds, Outcome outcome) {
  public static Refusal of(Throwable failure) {
    return switch (failure) {
      case RequestException e -> new Refusal(e.status(), said(e), 0, Outcome.REFUSED);
      case QueryException e -> of(e);
      case InterruptedException _, InterruptedIOException _ -> gone();
      case IOException e when e.getCause() != null -> of(e.getCause());
      case RuntimeException e when isOfTheConnection(e) -> gone();
      default ->
          new Refusal(
              HttpStatus.INTERNAL_SERVER_ERROR,
              "the server failed; its log says why",
              0,
              Outcome.FAILED);
    };
  }

  private static Refusal of(QueryException e) {
    return switch (e.kind()) {
      case SATURATED -> new Refusal(HttpStatus.TOO_MANY_REQUESTS, said(e), 1, Outcome.BUSY);
      case DEADLINE -> new Refusal(HttpStatus.GATEWAY_TIMEOUT, said(e), 0, Outcome.TIMEOUT);
      case CANCELLED -> gone();
      case FAILED_EXPRESSION, TOO_LARGE ->
          new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, said(e), 0, Outcome.REFUSED);
      case STORE -> new Refusal(HttpStatus.SERVICE_UNAVAILABLE, said(e), 5, Outcome.FAILED);
    };
  }

  private static boolean isOfTheConnection(Throwable failure) {
    return Exceptions.isExpected(failure) || Exceptions.isStreamCancelling(failure);
  }

  private static Refusal gone() {
    return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "", 0, Outcome.CANCELLED);
  }

  private static String said(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "" : message;
  }
}
