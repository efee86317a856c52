package dev.clew.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A traced HTTP server on loopback, one virtual thread a request.
public final class HttpService implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final Route NO_ROUTE = new Route("", "", _ -> Reply.error(404, "no such page"));

  static {
    // Without it the server holds back the end of a response until the client acknowledges the
    // start, and spans on a reused connection would show 40 ms of nothing.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ServerSpans spans;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /// Port 0 takes any free one.
  public HttpService(Telemetry telemetry, int port) throws IOException {
    this.spans = new ServerSpans(telemetry);
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

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    for (Route route : routes) {
      Fields fields = route.match(exchange.getRequestMethod(), path);
      if (fields != null) {
        serve(exchange, route, fields);
        return;
      }
    }
    serve(exchange, NO_ROUTE, Fields.NONE);
  }

  private void serve(HttpExchange exchange, Route route, Fields path) throws IOException {
    Span span = spans.start(exchange, route.template());
    try (exchange) {
      traced(exchange, route, path, span);
    }
  }

  private static void traced(HttpExchange exchange, Route route, Fields path, Span span)
      throws IOException {
    try (Scope _ = span.makeCurrent()) {
      send(exchange, answer(exchange, route, path, span));
    } finally {
      span.end();
    }
  }

  private static Reply answer(HttpExchange exchange, Route route, Fields path, Span span) {
    try {
      return ServerSpans.status(span, route.handler().handle(read(exchange, path)));
    } catch (BadRequestException e) {
      return ServerSpans.status(span, Reply.error(400, e.reason()));
    } catch (Exception e) {
      Reply failure = Reply.error(500, e.getClass().getSimpleName());
      ServerSpans.status(span, failure);
      SpanErrors.record(span, e);
      return failure;
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
