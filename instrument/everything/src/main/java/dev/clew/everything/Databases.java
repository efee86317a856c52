package dev.clew.everything;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The same work on H2 and, through a pool, on PostgreSQL.
final class Databases {
  private @Nullable HikariDataSource pool;
  private @Nullable Connection kept;

  void addTo(Map<String, Action> actions) {
    actions.put("h2", this::h2);
    actions.put("postgres", this::postgres);
    actions.put("lookups", this::lookups);
  }

  /// Three rows by their keys, on a connection that stays open: as little work as a request has.
  private synchronized String lookups() throws SQLException {
    if (kept == null) {
      kept = DriverManager.getConnection("jdbc:h2:mem:items");
      try (Statement fill = kept.createStatement()) {
        fill.execute("CREATE TABLE items (id INT PRIMARY KEY, name VARCHAR(40))");
        fill.execute("INSERT INTO items VALUES (1, 'tea'), (2, 'cup'), (3, 'pot')");
      }
    }
    StringBuilder names = new StringBuilder();
    for (int id = 1; id <= 3; id++) {
      try (PreparedStatement select =
          kept.prepareStatement("SELECT name FROM items WHERE id = ?")) {
        select.setInt(1, id);
        try (ResultSet found = select.executeQuery()) {
          found.next();
          names.append(found.getString(1));
        }
      }
    }
    return names.toString();
  }

  private String h2() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:everything")) {
      return sell(connection);
    }
  }

  private String postgres() throws SQLException {
    try (Connection connection = pool().getConnection()) {
      return sell(connection);
    }
  }

  /// Stays open, so that its figures can be read.
  private synchronized HikariDataSource pool() {
    if (pool == null) {
      HikariDataSource made = new HikariDataSource();
      made.setJdbcUrl(System.getProperty("postgres"));
      made.setMaximumPoolSize(3);
      made.setPoolName("orders-pool");
      pool = made;
    }
    return pool;
  }

  /// Two rows in, two rows out.
  private static String sell(Connection connection) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE IF NOT EXISTS orders (id INT, item VARCHAR(40))");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO orders VALUES (?, 'green tea'), (2, 'cup')")) {
      insert.setInt(1, 4711);
      insert.executeUpdate();
    }
    try (PreparedStatement select =
            connection.prepareStatement("SELECT item FROM orders WHERE id > 1");
        ResultSet found = select.executeQuery()) {
      int rows = 0;
      while (found.next()) {
        rows++;
      }
      return rows + " rows";
    }
  }
}
