package dev.clew.instrument;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/// A call that a circuit breaker guards.
public final class BreakerWork {
  private final SpanWork span;

  BreakerWork(String name, String state) {
    this.span =
        new SpanWork("circuit_breaker " + name, SpanKind.INTERNAL)
            .attr("circuit_breaker.name", name)
            .attr("circuit_breaker.state", state)
            .attr("operation.type", "circuit_breaker");
  }

  public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
    return span.call(() -> {
      T result = outcome(work);
      Clew.attr("circuit_breaker.outcome", "success");
      return result;
    });
  }

  /// When the work throws, the fallback answers and the span says so; the exception stays on it as
  /// an event, but the span has not failed.
  public <T extends @Nullable Object, E extends Exception> T call(
      Work<T, ? extends Exception> work, Work<T, E> fallback) throws E {
    return span.<T, E>call(() -> {
      try {
        T result = outcome(work);
        Clew.attr("circuit_breaker.outcome", "success");
        return result;
      } catch (Exception e) {
        Span.current().recordException(e);
        Clew.attr("circuit_breaker.fallback", true);
        return fallback.run();
      }
    });
  }

  /// The breaker refused: nothing was called.
  public <T extends @Nullable Object, E extends Exception> T refused(Work<T, E> fallback) throws E {
    span.attr("circuit_breaker.outcome", "not_permitted").attr("circuit_breaker.fallback", true);
    return span.call(fallback);
  }

  private static <T extends @Nullable Object, E extends Exception> T outcome(Work<T, E> work)
      throws E {
    try {
      return work.run();
    } catch (Throwable thrown) {
      Clew.attr("circuit_breaker.outcome", "failure");
      throw thrown;
    }
  }
}
