package dev.clew.instrument.agent.app;

import dev.clew.instrument.Clew;
import dev.clew.instrument.Sensitive;
import dev.clew.instrument.Traced;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// What the application does.
public class Orders {
  private static final String DATABASE = "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1";

  public Orders() throws SQLException {
    try (Connection connection = DriverManager.getConnection(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id INT, item VARCHAR(40))");
    }
  }

  @Traced(value = "order.place", arguments = true, result = true)
  public String place(int id, @Sensitive String card) throws SQLException {
    Clew.attr("order.id", id);
    try (Connection connection = DriverManager.getConnection(DATABASE);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO orders VALUES (?, 'tea')")) {
      insert.setInt(1, id);
      insert.executeUpdate();
    }
    return "placed " + id;
  }

  @Traced
  public CompletionStage<String> deliver() {
    return CompletableFuture.supplyAsync(
        () -> "delivered", CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
  }

  @Traced
  public void fail() {
    throw new IllegalStateException("password=hunter2 is wrong");
  }
}
