package dev.clew.instrument;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/// Operations on one key of a cache, each in a span that says hit or miss.
public final class CacheWork {
  private final String system;
  private final String pattern;

  CacheWork(String system, String key) {
    this.system = system;
    this.pattern = KeyPattern.of(key);
  }

  /// A result of null is a miss.
  public <T, E extends Exception> @Nullable T get(Work<@Nullable T, E> work) throws E {
    return span("get")
        .<@Nullable T, E>call(() -> {
          T found = work.run();
          Clew.attr("cache.hit", found != null);
          return found;
        });
  }

  public <E extends Exception> void set(Task<E> task) throws E {
    span("set").run(task);
  }

  public <E extends Exception> void delete(Task<E> task) throws E {
    span("delete").run(task);
  }

  private SpanWork span(String operation) {
    return new SpanWork("cache " + operation, SpanKind.CLIENT)
        .attr("cache.system", system)
        .attr("cache.operation", operation)
        .attr("cache.key_pattern", pattern)
        .attr("operation.type", "cache");
  }
}
