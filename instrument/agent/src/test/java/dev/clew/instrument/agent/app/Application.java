package dev.clew.instrument.agent.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/// Serves until its standard input ends; says its port first.
public final class Application {
  private final Orders orders;

  private Application(Orders orders) {
    this.orders = orders;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    Application application = new Application(new Orders());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", application::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Nothing is said to it; the end of the input ends it.
    }
    System.exit(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    int status = 200;
    try (exchange) {
      try {
        work(exchange.getRequestURI().getPath());
      } catch (SQLException | IllegalStateException e) {
        status = 500;
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private void work(String path) throws SQLException, IOException {
    switch (path) {
      case "/orders", "/health" -> orders.place(7, "4111");
      case "/deliver" -> orders.deliver().toCompletableFuture().join();
      case "/fail" -> orders.fail();
      case "/forward" -> forward();
      default -> {}
    }
  }

  private static void forward() throws IOException {
    URI called = URI.create(System.getProperty("forward"));
    try (InputStream in = called.toURL().openStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
