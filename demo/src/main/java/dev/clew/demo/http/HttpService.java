package dev.clew.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clew.instrument.Clew;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on loopback, one virtual thread a request; the agent traces it.
public final class HttpService implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  static {
    // Without it the server holds back the end of a response until the client acknowledges the
    // start, and spans on a reused connection would show 40 ms of nothing.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  public HttpService(int port) throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public HttpService on(String method, String template, Handler handler) {
    routes.add(new Route(method, template, handler));
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, route(exchange));
    }
  }

  private Reply route(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    for (Route route : routes) {
      Fields path = route.match(method, exchange.getRequestURI().getPath());
      if (path != null) {
        // The agent knows no templates of a server that has none of its own.
        Span.current().updateName(method + " " + route.template());
        Clew.attr("http.route", route.template());
        return answer(exchange, route, path);
      }
    }
    return Reply.error(404, "no such page");
  }

  private static Reply answer(HttpExchange exchange, Route route, Fields path) {
    try {
      return route.handler().handle(read(exchange, path));
    } catch (BadRequestException e) {
      return Reply.error(400, e.reason());
    } catch (Exception e) {
      Clew.error(e);
      return Reply.error(500, e.getClass().getSimpleName());
    }
  }

  private static Request read(HttpExchange exchange, Fields path) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new BadRequestException("a body needs at most " + MAX_BODY_BYTES + " bytes, got more");
    }
    Fields fields =
        Fields.parse(exchange.getRequestURI().getRawQuery())
            .and(Fields.parse(new String(body, UTF_8)))
            .and(path);
    return new Request(fields, exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.fields().encoded().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-www-form-urlencoded");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
