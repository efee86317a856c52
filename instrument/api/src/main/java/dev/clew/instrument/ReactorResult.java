package dev.clew.instrument;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A result of Reactor's, which ends later. Everything that names Reactor's classes is here, as
/// most applications have none.
final class ReactorResult {
  private static final boolean HAS_REACTOR = hasReactor();

  private ReactorResult() {}

  static boolean is(@Nullable Object result) {
    return HAS_REACTOR && (result instanceof Mono || result instanceof Flux);
  }

  /// The result, telling when it is there, has failed, or is no longer wanted.
  static Object watched(
      Object result, BiConsumer<@Nullable Object, @Nullable Throwable> end, Runnable cancel) {
    if (result instanceof Mono) {
      return ((Mono<?>) result)
          .doOnSuccess(value -> end.accept(value, null))
          .doOnError(thrown -> end.accept(null, thrown))
          .doOnCancel(cancel);
    }
    return ((Flux<?>) result)
        .doOnComplete(() -> end.accept("a flux", null))
        .doOnError(thrown -> end.accept(null, thrown))
        .doOnCancel(cancel);
  }

  private static boolean hasReactor() {
    try {
      Class.forName("reactor.core.publisher.Flux", false, ReactorResult.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
