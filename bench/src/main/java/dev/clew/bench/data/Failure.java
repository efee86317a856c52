package dev.clew.bench.data;

import java.util.List;
import java.util.Locale;

/// An exception as an event shows it, with a stack trace of about a kilobyte.
record Failure(String type, String message, String stackTrace) {
  private static final int FRAMES = 13;
  private static final List<String> TYPES =
      List.of(
          "java.net.SocketTimeoutException",
          "java.sql.SQLTransientConnectionException",
          "java.lang.IllegalStateException",
          "java.util.concurrent.TimeoutException");
  private static final List<String> LAYERS =
      List.of("Controller", "Service", "Repository", "Client", "Interceptor", "Filter");

  /// What a service throws.
  static List<Failure> allOf(String service, Draws draws) {
    String message = "the " + service + " pool gave no connection within 3000 ms";
    return TYPES.stream()
        .map(type -> new Failure(type, message, stackTrace(type + ": " + message, service, draws)))
        .toList();
  }

  private static String stackTrace(String head, String service, Draws draws) {
    String type = Service.inJava(service);
    String place = "com.shop." + type.toLowerCase(Locale.ROOT) + "." + type;
    StringBuilder text = new StringBuilder(head);
    for (int frame = 0; frame < FRAMES; frame++) {
      String layer = draws.oneOf(LAYERS);
      text.append(
          "\n\tat %s%s.invoke%d(%s%s.java:%d)"
              .formatted(place, layer, draws.below(40), type, layer, 20 + draws.below(400)));
    }
    return text.toString();
  }
}
