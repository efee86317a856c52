package dev.clew.bench.data;

import java.util.List;
import java.util.Locale;

/// One thing a service does again and again, and what all its spans have in common, named after the
/// semantic conventions.
///
/// @param subject the noun it is about, for paths and topics
/// @param medianNanos its own median duration
/// @param attributes the ones that are the same on all its spans
record Operation(
    Family family, String name, String subject, double medianNanos, StampedBytes attributes) {
  private static final int SPAN_ATTRIBUTES = 9;
  private static final double SPREAD_OF_MEDIANS = 0.7;
  private static final List<String> NOUNS =
      List.of("items", "orders", "customers", "prices", "vouchers", "returns");
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
  private static final List<String> VERBS = List.of("SELECT", "INSERT", "UPDATE");

  static Operation of(Family family, String service, int number, Draws draws) {
    String noun = NOUNS.get(number);
    String method = METHODS.get(number % METHODS.size());
    double median = draws.logNormal(family.medianNanos, SPREAD_OF_MEDIANS);
    return switch (family) {
      case SERVER -> server(service, noun, method, median);
      case DATABASE -> database(service, noun, VERBS.get(number % VERBS.size()), median);
      case CLIENT -> client(service, noun, method, median);
      case PRODUCER -> messaging(family, service, "send", median);
      case CONSUMER -> messaging(family, service, "process", median);
      case INTERNAL -> internal(service, noun, median);
    };
  }

  private static Operation server(String service, String noun, String method, double median) {
    String route = "/api/" + service + "/" + noun + "/{id}";
    var attributes =
        in(service, "web." + Service.inJava(noun) + "Controller.handle")
            .text("http.request.method", method)
            .text("http.route", route)
            .text("url.scheme", "http")
            .text("server.address", service + ".shop.svc.cluster.local")
            .number("server.port", 8080)
            .text("network.protocol.version", "1.1")
            .bytes();
    String subject = service + "/" + noun;
    return new Operation(Family.SERVER, method + " " + route, subject, median, attributes);
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
        in(service, "data." + Service.inJava(table) + "Repository.query")
            .text("db.system.name", "postgresql")
            .text("db.namespace", service)
            .text("db.operation.name", verb)
            .text("db.collection.name", table)
            .text("db.query.text", query.formatted(table))
            .text("db.query.summary", verb + " " + table)
            .text("server.address", "postgres-" + service + ".shop.svc.cluster.local")
            .number("server.port", 5432)
            .bytes();
    return new Operation(Family.DATABASE, verb + " " + table, table, median, attributes);
  }

  private static Operation client(String service, String noun, String method, double median) {
    String host = noun + ".partner.example";
    var attributes =
        in(service, "partner." + Service.inJava(noun) + "Client.call")
            .text("http.request.method", method)
            .text("server.address", host)
            .number("server.port", 443)
            .text("network.protocol.version", "2")
            .text("url.template", "/v2/" + noun + "/{id}")
            .bytes();
    return new Operation(Family.CLIENT, method, host + "/v2/" + noun, median, attributes);
  }

  private static Operation messaging(Family family, String service, String action, double median) {
    String topic = service + "-changed";
    var attributes =
        in(service, "events.Messages." + action)
            .text("messaging.system", "kafka")
            .text("messaging.destination.name", topic)
            .text("messaging.operation.name", action)
            .text("messaging.operation.type", action)
            .text("messaging.client.id", service + "-" + action)
            .bytes();
    return new Operation(family, action + " " + topic, topic, median, attributes);
  }

  private static Operation internal(String service, String noun, double median) {
    String rules = Service.inJava(noun) + "Rules";
    var attributes =
        in(service, "rules." + rules + ".apply")
            .text("code.file.path", rules + ".java")
            .number("code.line.number", 40 + noun.length())
            .bytes();
    return new Operation(Family.INTERNAL, rules + ".apply", noun, median, attributes);
  }

  /// The attributes of a span in a function of a service.
  private static AttributeBytes in(String service, String function) {
    String place = Service.inJava(service).toLowerCase(Locale.ROOT);
    return new AttributeBytes(SPAN_ATTRIBUTES)
        .text("code.function.name", "com.shop." + place + "." + function);
  }
}
