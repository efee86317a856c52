package dev.clew.bench.data;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A service of the shop whose traces are made.
///
/// @param operations of every family
/// @param failures the exceptions it throws
record Service(List<Pod> pods, Map<Family, List<Operation>> operations, List<Failure> failures) {
  static final int PODS = 3;

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

  static Service of(int number, Draws draws) {
    String name = NAMES.get(number % NAMES.size());
    if (number >= NAMES.size()) {
      name += "-" + number / NAMES.size();
    }
    return of(name, number * PODS, draws);
  }

  private static Service of(String name, int firstPod, Draws draws) {
    List<Pod> pods =
        IntStream.range(firstPod, firstPod + PODS)
            .mapToObj(pod -> Pod.of(name, pod, draws))
            .toList();
    Map<Family, List<Operation>> operations = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      operations.put(
          family,
          IntStream.range(0, family.operations)
              .mapToObj(number -> Operation.of(family, name, number, draws))
              .toList());
    }
    return new Service(pods, operations, Failure.allOf(name, draws));
  }

  Operation operation(Family family, Draws draws) {
    return draws.oneOf(requireNonNull(operations.get(family), "made for every family"));
  }

  /// A name as Java's classes have it: `cart-2` is `Cart2`.
  static String inJava(String name) {
    return Stream.of(name.split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .reduce("", String::concat);
  }
}
