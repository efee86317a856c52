package dev.clew.demo.telemetry;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/// How a span says that its work failed.
public final class SpanErrors {
  private SpanErrors() {}

  /// An exception ended the work: an exception event with the stack trace, and the error status.
  public static void record(Span span, Throwable thrown) {
    span.recordException(thrown);
    String message = thrown.getMessage();
    mark(span, thrown.getClass().getName(), message == null ? "" : message);
  }

  /// The work failed without an exception, as `type` says.
  public static void mark(Span span, String type, String message) {
    span.setAttribute(ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR, message);
  }
}
