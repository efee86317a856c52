package dev.clew.demo.notifier;

import dev.clew.demo.catalogue.Catalogue;
import dev.clew.demo.sql.Database;
import java.sql.SQLException;
import java.util.List;

/// What was said to which customer, and where each can be reached.
final class Notifications {
  static final String SCHEMA =
      "CREATE TABLE addresses (customer VARCHAR PRIMARY KEY, mail VARCHAR NOT NULL);"
          + "CREATE TABLE notifications (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
          + " customer VARCHAR NOT NULL, mail VARCHAR NOT NULL, text VARCHAR NOT NULL);"
          + "CREATE INDEX notifications_of ON notifications (customer);";

  /// Older ones are deleted, so that a shop may run for weeks.
  private static final long KEPT = 5_000;

  private static final long SWEEP_EVERY = 500;

  private static final String ADDRESS = "SELECT mail FROM addresses WHERE customer = ?";
  private static final String SAVE =
      "INSERT INTO notifications (customer, mail, text) VALUES (?, ?, ?)";
  private static final String LATEST =
      "SELECT text FROM notifications WHERE customer = ? ORDER BY id DESC LIMIT 5";
  private static final String SWEEP = "DELETE FROM notifications WHERE id <= ?";

  private final Database database;

  Notifications(Database database) {
    this.database = database;
  }

  void addCustomers() throws SQLException {
    database.fill(
        "INSERT INTO addresses VALUES (?, ?)",
        Catalogue.customers().stream()
            .map(customer -> new Object[] {customer, customer + "@example.com"})
            .toList());
  }

  String address(String customer) throws SQLException {
    List<String> found = database.query(ADDRESS, row -> row.getString(1), customer);
    if (found.isEmpty()) {
      throw new IllegalStateException("every customer needs an address, got none for " + customer);
    }
    return found.getFirst();
  }

  void save(String customer, String mail, String text) throws SQLException {
    long id = database.inTransaction(session -> session.insert(SAVE, customer, mail, text));
    if (id % SWEEP_EVERY == 0) {
      database.update(SWEEP, id - KEPT);
    }
  }

  List<String> latest(String customer) throws SQLException {
    return database.query(LATEST, row -> row.getString(1), customer);
  }
}
