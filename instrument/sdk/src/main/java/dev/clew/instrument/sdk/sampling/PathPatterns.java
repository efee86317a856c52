package dev.clew.instrument.sdk.sampling;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paths such as `/health`, and all below one such as `/actuator/**`.
final class PathPatterns {
  private static final String BELOW = "/**";
  private static final List<AttributeKey<String>> KEYS =
      List.of(
          AttributeKey.stringKey("url.path"),
          AttributeKey.stringKey("http.route"),
          AttributeKey.stringKey("http.target"));

  private final List<String> exact = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();

  PathPatterns(List<String> patterns) {
    for (String pattern : patterns) {
      if (!pattern.startsWith("/") || (pattern.indexOf('*') >= 0 && !pattern.endsWith(BELOW))) {
        throw new IllegalArgumentException(
            "a path needs a / at its start and * only as /** at its end, got " + pattern);
      }
      boolean isRoot = pattern.endsWith(BELOW);
      exact.add(isRoot ? pattern.substring(0, pattern.length() - BELOW.length()) : pattern);
      if (isRoot) {
        roots.add(pattern.substring(0, pattern.length() - 2));
      }
    }
  }

  boolean isEmpty() {
    return exact.isEmpty();
  }

  boolean match(Attributes attributes) {
    String path = isEmpty() ? null : path(attributes);
    if (path == null) {
      return false;
    }
    return exact.contains(path) || roots.stream().anyMatch(path::startsWith);
  }

  /// The path that is known when a request's span starts; routes usually are not.
  private static @Nullable String path(Attributes attributes) {
    for (AttributeKey<String> key : KEYS) {
      String path = attributes.get(key);
      if (path != null) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
      }
    }
    return null;
  }
}
