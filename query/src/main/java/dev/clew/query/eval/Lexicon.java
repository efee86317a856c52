package dev.clew.query.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What numbers in a batch stand for. Grows while it is filled, by one thread.
final class Lexicon {
  private final Texts texts = new Texts();
  private final Map<String, Integer> serviceNumbers = new HashMap<>();
  private final List<String> services = new ArrayList<>();

  Texts texts() {
    return texts;
  }

  int serviceNumber(String name) {
    return serviceNumbers.computeIfAbsent(
        name,
        _ -> {
          services.add(name);
          return services.size() - 1;
        });
  }

  List<String> services() {
    return List.copyOf(services);
  }
}
