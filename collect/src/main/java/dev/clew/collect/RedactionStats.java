package dev.clew.collect;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The secrets that were found since the start, counted by service and rule. Beyond a number of
/// services the others are counted together, so that no client makes this grow. Safe for any
/// thread.
public final class RedactionStats {
  /// Under which name the services beyond the first are counted.
  public static final String OTHERS = "other services";

  private static final int MOST_SERVICES = 200;
  private static final int MOST_NAME_CHARACTERS = 100;

  private final Map<String, Map<RedactionRule, LongAdder>> services = new ConcurrentHashMap<>();
  private final AtomicInteger known = new AtomicInteger();

  void add(String service, RedactionRule rule, int count) {
    if (count > 0) {
      adder(service, rule).add(count);
    }
  }

  @SuppressWarnings("NullAway") // there is one for every rule
  private LongAdder adder(String service, RedactionRule rule) {
    Map<RedactionRule, LongAdder> found = services.get(shortened(service));
    return (found == null ? added(shortened(service)) : found).get(rule);
  }

  private Map<RedactionRule, LongAdder> added(String service) {
    boolean hasRoom = known.incrementAndGet() <= MOST_SERVICES;
    return services.computeIfAbsent(hasRoom ? service : OTHERS, _ -> adders());
  }

  private static String shortened(String service) {
    return service.length() <= MOST_NAME_CHARACTERS
        ? service
        : service.substring(0, MOST_NAME_CHARACTERS);
  }

  private static Map<RedactionRule, LongAdder> adders() {
    var adders = new EnumMap<RedactionRule, LongAdder>(RedactionRule.class);
    for (RedactionRule rule : RedactionRule.values()) {
      adders.put(rule, new LongAdder());
    }
    return adders;
  }

  /// Takes one count.
  @FunctionalInterface
  public interface Visitor {
    void count(String service, RedactionRule rule, long found);
  }

  /// Tells all counts that are not zero.
  public void visit(Visitor visitor) {
    services.forEach((service, counts) ->
        counts.forEach((rule, count) -> {
          if (count.sum() > 0) {
            visitor.count(service, rule, count.sum());
          }
        }));
  }

  /// How often a rule has found something, of all services.
  public long found(RedactionRule rule) {
    long[] sum = {0};
    visit((_, of, found) -> {
      if (of == rule) {
        sum[0] += found;
      }
    });
    return sum[0];
  }
}
