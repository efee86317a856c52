package dev.clew.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clew.instrument.Clew;
import dev.clew.instrument.Level;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// A service without any framework: one line starts tracing, helpers make its spans.
public final class PlainService {
  private final Map<String, String> cache = new ConcurrentHashMap<>();

  private PlainService() {}

  public static void main(String[] arguments) throws IOException {
    var tracing =
        Clew.builder()
            .service("plain-service", "1.0")
            .keepErrorsAndSlow(Duration.ofSeconds(1))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(tracing::close));
    PlainService service = new PlainService();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8081), 0);
    server.createContext("/orders/", service::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println("try: curl -i http://127.0.0.1:8081/orders/7");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Clew.request("GET /orders/{id}", exchange.getRequestHeaders()::getFirst)
          .attr("http.request.method", "GET")
          .attr("http.route", "/orders/{id}")
          .attr("url.path", path)
          .run(() -> answer(exchange, path.substring("/orders/".length())));
    }
  }

  private void answer(HttpExchange exchange, String id) throws IOException {
    String known = Clew.localCache("memory", "order:" + id).get(() -> cache.get(id));
    String order = known != null ? known : load(id);
    Clew.log(Level.INFO, "order " + id + " is " + order);
    String trace = Span.current().getSpanContext().getTraceId();
    byte[] body =
        (order + "\nsee it: ./clew trace " + trace + "\n").getBytes(StandardCharsets.UTF_8);
    Clew.attr("http.response.status_code", 200);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /// Some orders fail, so that there is a trace to look at.
  private String load(String id) {
    return Clew.circuitBreaker("order-store", "closed")
        .call(
            () -> Clew.database("h2", "SELECT", "orders").call(() -> read(id)),
            () -> "unknown for now");
  }

  private String read(String id) {
    if (id.endsWith("3")) {
      throw new IllegalStateException("order " + id + " cannot be read");
    }
    cache.put(id, "2 × tea");
    return "2 × tea";
  }
}
