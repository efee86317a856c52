package dev.clew.serve.sampling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a service is to sample: by chance or by rate, and some of its operations in another way.
record Strategy(Rule rule, Optional<Operations> operations) {
  /// What holds for a trace.
  sealed interface Rule {}

  /// Each is sampled with that probability.
  record Probability(double share) implements Rule {}

  /// So many are sampled in a second.
  record Rate(int tracesPerSecond) implements Rule {}

  /// The probability of an operation.
  record Operation(String name, double share) {}

  /// The operations that have a probability of their own, and that of all others.
  record Operations(double usual, List<Operation> each) {
    Operations {
      each = List.copyOf(each);
    }

    /// These, and those of others that are not among them.
    Operations and(Operations others) {
      Map<String, Operation> all = new LinkedHashMap<>();
      each.forEach(operation -> all.put(operation.name(), operation));
      others.each.forEach(operation -> all.putIfAbsent(operation.name(), operation));
      return new Operations(usual, List.copyOf(all.values()));
    }
  }

  /// What holds of the service where that has nothing to say of its operations: the default's.
  Strategy orElse(Operations others) {
    double usual = rule instanceof Probability(double share) ? share : others.usual();
    Operations merged =
        operations
            .map(own -> own.and(others))
            .orElseGet(() -> new Operations(usual, others.each()));
    return new Strategy(rule, Optional.of(merged));
  }
}
