package dev.clew.instrument;

import io.opentelemetry.api.trace.SpanKind;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the annotations of one method ask for; read once, as reflection is slow.
final class TracedMethod {
  static final String HIDDEN = "***";

  private static final int LONGEST = 256;

  /// Held by the class itself, so that the plans go when the class is unloaded.
  private static final ClassValue<Map<Method, Optional<TracedMethod>>> PLANS =
      new ClassValue<>() {
        @Override
        protected Map<Method, Optional<TracedMethod>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private final Traced asked;
  private final String name;
  private final String[] argumentKeys;
  private final boolean[] isHidden;
  private final boolean hidesResult;

  private TracedMethod(Method method, Traced asked) {
    String ownName = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    Parameter[] parameters = method.getParameters();
    this.asked = asked;
    this.name = asked.value().isEmpty() ? ownName : asked.value();
    this.argumentKeys = new String[parameters.length];
    this.isHidden = new boolean[parameters.length];
    this.hidesResult = method.isAnnotationPresent(Sensitive.class);
    for (int i = 0; i < parameters.length; i++) {
      argumentKeys[i] = "code.argument." + parameters[i].getName();
      isHidden[i] = parameters[i].isAnnotationPresent(Sensitive.class);
    }
  }

  /// Empty when neither the method nor its class is [Traced].
  static Optional<TracedMethod> of(Method method) {
    return PLANS
        .get(method.getDeclaringClass())
        .computeIfAbsent(method, m -> asked(m).map(asked -> new TracedMethod(m, asked)));
  }

  SpanWork span(@Nullable Object[] arguments) {
    SpanWork span = new SpanWork(name, kind());
    if (asked.arguments()) {
      for (int i = 0; i < argumentKeys.length && i < arguments.length; i++) {
        span.attr(argumentKeys[i], isHidden[i] ? HIDDEN : text(arguments[i]));
      }
    }
    return span;
  }

  /// Absent when the result is not asked for.
  Optional<String> result(@Nullable Object result) {
    if (!asked.result()) {
      return Optional.empty();
    }
    return Optional.of(hidesResult ? HIDDEN : text(result));
  }

  private SpanKind kind() {
    return asked.kind();
  }

  private static Optional<Traced> asked(Method method) {
    Traced onMethod = method.getAnnotation(Traced.class);
    if (onMethod != null) {
      return Optional.of(onMethod);
    }
    boolean isOfClass = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
    return isOfClass
        ? Optional.ofNullable(method.getDeclaringClass().getAnnotation(Traced.class))
        : Optional.empty();
  }

  /// A `toString` of the application's own may throw; tracing must not fail its call for that.
  private static String text(@Nullable Object value) {
    try {
      String text = String.valueOf(value);
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    } catch (RuntimeException e) {
      return value == null ? "null" : value.getClass().getName();
    }
  }
}
