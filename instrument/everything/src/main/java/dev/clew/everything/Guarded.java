package dev.clew.everything;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Map;

/// A call through a circuit breaker, in each of its ways.
final class Guarded {
  void addTo(Map<String, Action> actions) {
    actions.put("breaker", this::call);
    actions.put("breaker-fails", this::fail);
    actions.put("breaker-open", this::refuse);
  }

  private String call() {
    return CircuitBreaker.ofDefaults("payments").executeSupplier(() -> "paid");
  }

  private String fail() {
    try {
      return CircuitBreaker.ofDefaults("payments").executeSupplier(Guarded::broken);
    } catch (IllegalStateException e) {
      return "failed";
    }
  }

  private String refuse() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("payments");
    breaker.transitionToOpenState();
    try {
      return breaker.executeSupplier(() -> "paid");
    } catch (CallNotPermittedException e) {
      return "refused";
    }
  }

  private static String broken() {
    throw new IllegalStateException("the card network is away");
  }
}
