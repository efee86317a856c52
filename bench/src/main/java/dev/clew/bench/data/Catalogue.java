package dev.clew.bench.data;

import dev.clew.bench.data.Service.Pod;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The company whose traces are made: services, pods and operations, all named by their numbers.
record Catalogue(List<Service> services, int podCount) {
  /// Every service has an operation of each family.
  static final int FEWEST_OPERATIONS = Family.values().length;

  private static final int PODS = 3;
  private static final List<String> NAMES =
      List.of(
          "gateway",
          "cart",
          "checkout",
          "catalogue",
          "payments",
          "orders",
          "inventory",
          "shipping",
          "pricing",
          "search",
          "accounts",
          "sessions",
          "reviews",
          "recommendations",
          "mailer",
          "invoices",
          "warehouse",
          "fraud",
          "loyalty",
          "media");

  static Catalogue of(Recipe recipe, Draws draws) {
    List<Service> services = new ArrayList<>();
    for (int number = 0; number < recipe.services(); number++) {
      int operations =
          recipe.operations() / recipe.services()
              + (number < recipe.operations() % recipe.services() ? 1 : 0);
      services.add(service(number, operations, draws));
    }
    return new Catalogue(List.copyOf(services), recipe.services() * PODS);
  }

  private static Service service(int number, int operationCount, Draws draws) {
    String name = NAMES.get(number % NAMES.size());
    if (number >= NAMES.size()) {
      name += "-" + number / NAMES.size();
    }
    List<Pod> pods = new ArrayList<>();
    for (int copy = 0; copy < PODS; copy++) {
      pods.add(Pods.of(name, number * PODS + copy, draws));
    }
    return new Service(
        name, List.copyOf(pods), operations(name, operationCount, draws), Failures.of(name, draws));
  }

  private static Map<Family, List<Operation>> operations(String service, int count, Draws draws) {
    Map<Family, List<Operation>> operations = new EnumMap<>(Family.class);
    int[] counts = counts(count);
    for (Family family : Family.values()) {
      List<Operation> those = new ArrayList<>();
      for (int number = 0; number < counts[family.ordinal()]; number++) {
        those.add(Operations.of(family, service, number, draws));
      }
      operations.put(family, List.copyOf(those));
    }
    return operations;
  }

  /// One operation for each family, the rest by share; what rounding leaves goes to the servers.
  private static int[] counts(int total) {
    int[] counts = new int[FEWEST_OPERATIONS];
    int rest = total - FEWEST_OPERATIONS;
    int given = 0;
    for (Family family : Family.values()) {
      int more = (int) (rest * family.share);
      counts[family.ordinal()] = 1 + more;
      given += more;
    }
    counts[Family.SERVER.ordinal()] += rest - given;
    return counts;
  }
}
