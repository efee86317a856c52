package dev.clew.serve.sampling;

import dev.clew.serve.sampling.Strategy.Probability;
import java.util.Map;
import java.util.Optional;

/// What every service is told.
record Strategies(Strategy usual, Map<String, Strategy> services) {
  /// What Jaeger takes where a file does not say: one of a thousand.
  static final double JAEGER_SHARE = 0.001;

  /// Without a file: every trace, since Clew keeps all it gets.
  static final Strategies ALL =
      new Strategies(new Strategy(new Probability(1), Optional.empty()), Map.of());

  Strategies {
    services = Map.copyOf(services);
  }

  Strategy of(String service) {
    return services.getOrDefault(service, usual);
  }
}
