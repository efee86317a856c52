package dev.clew.instrument;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A span that is about to be made, and the ways to run work in it.
///
/// What the work throws passes through unchanged and makes the span's status ERROR.
public final class SpanWork {
  private static final String SCOPE = "dev.clew.instrument";

  private final String name;
  private SpanKind kind;
  private @Nullable Context parent;
  private final AttributesBuilder attributes = Attributes.builder();

  SpanWork(String name, SpanKind kind) {
    this.name = name;
    this.kind = kind;
  }

  public SpanWork kind(SpanKind value) {
    kind = value;
    return this;
  }

  /// The context that the span continues, instead of the current one.
  public SpanWork parent(Context value) {
    parent = value;
    return this;
  }

  public SpanWork attr(String key, String value) {
    attributes.put(key, value);
    return this;
  }

  public SpanWork attr(String key, long value) {
    attributes.put(key, value);
    return this;
  }

  public SpanWork attr(String key, double value) {
    attributes.put(key, value);
    return this;
  }

  public SpanWork attr(String key, boolean value) {
    attributes.put(key, value);
    return this;
  }

  public <T> SpanWork attr(AttributeKey<T> key, T value) {
    attributes.put(key, value);
    return this;
  }

  public <E extends Exception> void run(Task<E> task) throws E {
    this.<@Nullable Void, E>call(() -> {
      task.run();
      return null;
    });
  }

  public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
    Span span = begin();
    try (Scope ignored = within(span).makeCurrent()) {
      return work.run();
    } catch (Throwable thrown) {
      Failure.of(thrown).mark(span);
      throw thrown;
    } finally {
      span.end();
    }
  }

  public <T extends @Nullable Object, E extends Exception> T callWithHeaders(
      WorkWithHeaders<T, E> work) throws E {
    return call(() -> work.run(Clew.headers()));
  }

  /// The span ends when the stage does; only work that throws at once ends it earlier.
  public <T extends @Nullable Object> CompletionStage<T> callAsync(
      Supplier<CompletionStage<T>> work) {
    Span span = begin();
    try (Scope ignored = within(span).makeCurrent()) {
      return work.get().whenComplete((result, thrown) -> end(span, thrown));
    } catch (Throwable thrown) {
      end(span, thrown);
      throw thrown;
    }
  }

  /// Starts the span without running anything; the caller ends it.
  Span begin() {
    return GlobalOpenTelemetry.getTracer(SCOPE)
        .spanBuilder(name)
        .setSpanKind(kind)
        .setParent(context())
        .setAllAttributes(attributes.build())
        .startSpan();
  }

  private Context context() {
    return parent == null ? Context.current() : parent;
  }

  /// The work also sees what else came with the context that it continues, such as its baggage.
  private Context within(Span span) {
    return context().with(span);
  }

  static void end(Span span, @Nullable Throwable thrown) {
    if (thrown != null) {
      Failure.of(thrown).mark(span);
    }
    span.end();
  }
}
