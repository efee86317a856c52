package dev.clew.instrument.agent;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A function that a circuit breaker guards, with a span around each call. Lives beside the
/// application's own classes.
public final class GuardedCall implements InvocationHandler {
  private final CircuitBreaker breaker;
  private final Object function;

  private GuardedCall(CircuitBreaker breaker, Object function) {
    this.breaker = breaker;
    this.function = function;
  }

  /// The same function, as the interfaces that it has.
  public static Object around(CircuitBreaker breaker, Object function) {
    return Proxy.newProxyInstance(
        CircuitBreaker.class.getClassLoader(),
        function.getClass().getInterfaces(),
        new GuardedCall(breaker, function));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (!Modifier.isAbstract(method.getModifiers())) {
      return called(method, arguments);
    }
    Span span =
        GlobalOpenTelemetry.getTracer("dev.clew.resilience4j")
            .spanBuilder("circuit_breaker " + breaker.getName())
            .setAttribute("circuit_breaker.name", breaker.getName())
            .setAttribute("circuit_breaker.state", lower(breaker.getState().name()))
            .setAttribute("operation.type", "circuit_breaker")
            .startSpan();
    try (Scope ignored = span.makeCurrent()) {
      return ended(span, called(method, arguments));
    } catch (Throwable thrown) {
      end(span, thrown);
      throw thrown;
    }
  }

  private @Nullable Object called(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(function, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /// A stage ends the span when it is done itself.
  private static @Nullable Object ended(Span span, @Nullable Object result) {
    if (result instanceof CompletionStage) {
      return ((CompletionStage<?>) result).whenComplete((value, thrown) -> end(span, thrown));
    }
    end(span, null);
    return result;
  }

  private static void end(Span span, @Nullable Throwable thrown) {
    if (thrown != null) {
      span.recordException(thrown).setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", thrown.getClass().getName());
    }
    span.setAttribute("circuit_breaker.outcome", outcome(thrown)).end();
  }

  private static String outcome(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "success";
    }
    return thrown instanceof CallNotPermittedException ? "not_permitted" : "failure";
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
