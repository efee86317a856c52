package dev.clew.instrument;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Why work failed, as a span says it.
final class Failure {
  static final String TIMEOUT = "timeout";
  static final String CANCELLED = "cancelled";

  private final Throwable thrown;

  private Failure(Throwable thrown) {
    this.thrown = thrown;
  }

  /// Futures wrap what was thrown; the span names what they wrap.
  static Failure of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean isWrapped =
        thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return new Failure(isWrapped && cause != null ? cause : thrown);
  }

  void mark(Span span) {
    span.recordException(thrown);
    mark(span, type(), thrown.getMessage());
  }

  static void mark(Span span, String type, @Nullable String message) {
    span.setAttribute("error.type", type);
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
  }

  /// `timeout` and `cancelled` are the same word for every library; others say their class.
  private String type() {
    if (isTimeout()) {
      return TIMEOUT;
    }
    return isCancelled() ? CANCELLED : thrown.getClass().getName();
  }

  private boolean isTimeout() {
    // Each HTTP client and driver has a class of its own, but they agree on how its name ends.
    return thrown instanceof TimeoutException
        || thrown.getClass().getSimpleName().endsWith("TimeoutException")
        || isGrpc("DEADLINE_EXCEEDED");
  }

  private boolean isCancelled() {
    return thrown instanceof CancellationException
        || thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || isGrpc("CANCELLED");
  }

  /// gRPC's exceptions begin with their code; its classes need not be there.
  private boolean isGrpc(String code) {
    String message = thrown.getMessage();
    return thrown.getClass().getName().startsWith("io.grpc.Status")
        && message != null
        && message.startsWith(code);
  }
}
