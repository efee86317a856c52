package dev.clew.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/// A look into a cache in memory. It is too short for a span: the current one gets an event.
public final class LocalCacheWork {
  private final String system;
  private final String pattern;

  LocalCacheWork(String system, String key) {
    this.system = system;
    this.pattern = KeyPattern.of(key);
  }

  /// A result of null is a miss.
  public <T, E extends Exception> @Nullable T get(Work<@Nullable T, E> work) throws E {
    T found = work.run();
    Attributes look =
        Attributes.builder()
            .put("cache.system", system)
            .put("cache.operation", "get")
            .put("cache.key_pattern", pattern)
            .put("cache.hit", found != null)
            .build();
    Span.current().addEvent("cache", look);
    return found;
  }
}
