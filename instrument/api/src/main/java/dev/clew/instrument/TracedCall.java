package dev.clew.instrument;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One running call of a [Traced] method; what the agent, the starter and the proxy have in common.
///
/// Begun and ended in the same thread.
public final class TracedCall {
  private final TracedMethod method;
  private final Span span;
  private final Scope scope;

  @SuppressWarnings("MustBeClosedChecker") // begun by one advice and closed by another, in end
  private TracedCall(TracedMethod method, Span span) {
    this.method = method;
    this.span = span;
    this.scope = span.makeCurrent();
  }

  /// Null when the method is not [Traced].
  public static @Nullable TracedCall begin(Method method, @Nullable Object[] arguments) {
    Optional<TracedMethod> plan = TracedMethod.of(method);
    return plan.isEmpty() ? null : new TracedCall(plan.get(), plan.get().span(arguments).begin());
  }

  /// What the caller must be given: the result itself, or what comes later and also ends the span.
  public @Nullable Object end(@Nullable Object result, @Nullable Throwable thrown) {
    scope.close();
    if (thrown == null && result instanceof CompletionStage) {
      return ((CompletionStage<?>) result).whenComplete(this::endSpan);
    }
    if (thrown == null && result != null && ReactorResult.is(result)) {
      return ReactorResult.watched(result, this::endSpan, span::end);
    }
    endSpan(result, thrown);
    return result;
  }

  private void endSpan(@Nullable Object result, @Nullable Throwable thrown) {
    if (thrown == null) {
      method.result(result).ifPresent(text -> span.setAttribute("code.result", text));
    }
    SpanWork.end(span, thrown);
  }
}
