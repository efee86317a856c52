package dev.clew.everything;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.clew.instrument.Clew;
import java.util.Map;

/// A cache in memory, seen by Clew's helper.
final class Remembered {
  private static final String KEY = "order:4711";

  private final Cache<String, String> cache = Caffeine.newBuilder().maximumSize(100).build();

  void addTo(Map<String, Action> actions) {
    actions.put("caffeine", this::twice);
  }

  /// A miss, then a hit.
  private String twice() {
    cache.invalidate(KEY);
    for (int i = 0; i < 2; i++) {
      if (Clew.localCache("caffeine", KEY).get(() -> cache.getIfPresent(KEY)) == null) {
        cache.put(KEY, "green tea");
      }
    }
    return cache.asMap().toString();
  }
}
