package dev.clew.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/// A service that knows nothing of tracing; the agent sees its requests, its statements and its
/// calls: it asks the supplier at the property `supplier`, where there is one.
public final class AgentOnlyService {
  private static final String DATABASE = "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private AgentOnlyService() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id INT, item VARCHAR(40))");
      statement.execute("INSERT INTO orders VALUES (7, 'tea'), (8, 'milk')");
    }
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8083;
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/orders", AgentOnlyService::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println("try: curl -i 'http://127.0.0.1:" + port + "/orders?id=7'");
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      askSupplier();
      byte[] body = order(query.replace("id=", "")).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (SQLException e) {
      exchange.sendResponseHeaders(500, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void askSupplier() throws IOException, InterruptedException {
    String supplier = System.getProperty("supplier");
    if (supplier != null) {
      var request = HttpRequest.newBuilder(URI.create(supplier)).build();
      CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
    }
  }

  private static String order(String id) throws SQLException {
    try (Connection connection = DriverManager.getConnection(DATABASE);
        PreparedStatement select =
            connection.prepareStatement("SELECT item FROM orders WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? found.getString(1) + "\n" : "no such order\n";
      }
    }
  }
}
