package dev.clew.bench.data;

import java.util.List;

/// Makes operations and the attributes that all spans of one share, after the semantic conventions.
final class Operations {
  private static final int SPAN_ATTRIBUTES = 9;
  private static final List<String> NOUNS =
      List.of(
          "items",
          "orders",
          "customers",
          "prices",
          "offers",
          "vouchers",
          "baskets",
          "addresses",
          "parcels",
          "returns",
          "invoices",
          "ratings",
          "pictures",
          "stocks",
          "tokens");
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
  private static final List<String> VERBS = List.of("SELECT", "INSERT", "UPDATE");

  private Operations() {}

  static Operation of(Family family, String service, int number, Draws draws) {
    String noun = NOUNS.get(number % NOUNS.size());
    if (number >= NOUNS.size()) {
      noun += number / NOUNS.size();
    }
    double median = draws.logNormal(family.medianNanos, 0.7);
    return switch (family) {
      case SERVER -> server(service, noun, METHODS.get(number % METHODS.size()), median);
      case DATABASE -> database(service, noun, VERBS.get(number % VERBS.size()), median);
      case CLIENT -> client(noun, METHODS.get(number % METHODS.size()), median);
      case PRODUCER -> messaging(Family.PRODUCER, service, noun, "send", median);
      case CONSUMER -> messaging(Family.CONSUMER, service, noun, "process", median);
      case INTERNAL -> internal(service, noun, median);
    };
  }

  static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1).replace("-", "");
  }

  private static Operation server(String service, String noun, String method, double median) {
    String route = "/api/" + service + "/" + noun + "/{id}";
    var attributes =
        span()
            .text("http.request.method", method)
            .text("http.route", route)
            .text("url.scheme", "http")
            .text("server.address", service + ".shop.svc.cluster.local")
            .number("server.port", 8080)
            .text("network.protocol.version", "1.1")
            .fixed();
    return new Operation(
        Family.SERVER, method + " " + route, service + "/" + noun, method, median, attributes);
  }

  private static Operation database(String service, String table, String verb, double median) {
    String query =
        switch (verb) {
          case "SELECT" ->
              "SELECT id, name, state, amount, created_at FROM %s WHERE id = ? AND tenant = ?";
          case "INSERT" -> "INSERT INTO %s (id, name, state, amount) VALUES (?, ?, ?, ?)";
          default -> "UPDATE %s SET state = ?, amount = ?, updated_at = ? WHERE id = ?";
        };
    var attributes =
        span()
            .text("db.system.name", "postgresql")
            .text("db.namespace", service)
            .text("db.operation.name", verb)
            .text("db.collection.name", table)
            .text("db.query.text", query.formatted(table))
            .text("db.query.summary", verb + " " + table)
            .text("server.address", "postgres-" + service + ".shop.svc.cluster.local")
            .number("server.port", 5432)
            .fixed();
    return new Operation(Family.DATABASE, verb + " " + table, table, "", median, attributes);
  }

  private static Operation client(String noun, String method, double median) {
    String host = noun + ".partner.example";
    var attributes =
        span()
            .text("http.request.method", method)
            .text("server.address", host)
            .number("server.port", 443)
            .text("network.protocol.version", "2")
            .text("url.template", "/v2/" + noun + "/{id}")
            .fixed();
    return new Operation(Family.CLIENT, method, host + "/v2/" + noun, method, median, attributes);
  }

  private static Operation messaging(
      Family family, String service, String noun, String action, double median) {
    String topic = noun + "-changed";
    var attributes =
        span()
            .text("messaging.system", "kafka")
            .text("messaging.destination.name", topic)
            .text("messaging.operation.name", action)
            .text("messaging.operation.type", action)
            .text("messaging.client.id", service + "-" + action)
            .fixed();
    return new Operation(family, action + " " + topic, topic, "", median, attributes);
  }

  private static Operation internal(String service, String noun, double median) {
    String type = "com.shop." + service.replace("-", "") + "." + capital(noun) + "Rules";
    var attributes =
        span()
            .text("code.function.name", type + ".apply")
            .text("code.file.path", capital(noun) + "Rules.java")
            .number("code.line.number", 40 + noun.length())
            .fixed();
    return new Operation(
        Family.INTERNAL, capital(noun) + "Rules.apply", noun, "", median, attributes);
  }

  private static AttributeBytes span() {
    return new AttributeBytes(SPAN_ATTRIBUTES);
  }
}
