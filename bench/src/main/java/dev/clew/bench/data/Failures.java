package dev.clew.bench.data;

import dev.clew.bench.data.Service.Failure;
import java.util.ArrayList;
import java.util.List;

/// Makes the exceptions of a service, with stack traces of about a kilobyte.
final class Failures {
  private static final int FRAMES = 13;
  private static final List<String> TYPES =
      List.of(
          "java.net.SocketTimeoutException",
          "java.sql.SQLTransientConnectionException",
          "java.lang.IllegalStateException",
          "java.util.concurrent.TimeoutException");
  private static final List<String> LAYERS =
      List.of("Controller", "Service", "Repository", "Client", "Interceptor", "Filter");

  private Failures() {}

  static List<Failure> of(String service, Draws draws) {
    List<Failure> failures = new ArrayList<>();
    for (String type : TYPES) {
      String message = "the " + service + " pool gave no connection within 3000 ms";
      failures.add(new Failure(type, message, stackTrace(type + ": " + message, service, draws)));
    }
    return List.copyOf(failures);
  }

  private static String stackTrace(String head, String service, Draws draws) {
    StringBuilder text = new StringBuilder(head);
    for (int frame = 0; frame < FRAMES; frame++) {
      String layer = draws.oneOf(LAYERS);
      text.append(
          "\n\tat com.shop.%s.%s%s.invoke%d(%s%s.java:%d)"
              .formatted(
                  service.replace("-", ""),
                  Operations.capital(service),
                  layer,
                  draws.below(40),
                  Operations.capital(service),
                  layer,
                  20 + draws.below(400)));
    }
    return text.toString();
  }
}
