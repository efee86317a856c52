package dev.clew.demo.payments;

import dev.clew.demo.sql.Database;
import java.sql.SQLException;

/// Every charge that was tried, and what became of it.
final class Ledger {
  static final String SCHEMA =
      "CREATE TABLE charges (id BIGINT AUTO_INCREMENT PRIMARY KEY, order_id BIGINT NOT NULL,"
          + " amount_cents BIGINT NOT NULL, status VARCHAR NOT NULL);";

  /// Older ones are deleted, so that a shop may run for weeks.
  private static final long KEPT = 5_000;

  private static final long SWEEP_EVERY = 500;

  private static final String ENTER =
      "INSERT INTO charges (order_id, amount_cents, status) VALUES (?, ?, ?)";
  private static final String SWEEP = "DELETE FROM charges WHERE id <= ?";

  private final Database database;

  Ledger(Database database) {
    this.database = database;
  }

  void enter(long order, long amountCents, String status) throws SQLException {
    long id = database.inTransaction(session -> session.insert(ENTER, order, amountCents, status));
    if (id % SWEEP_EVERY == 0) {
      database.update(SWEEP, id - KEPT);
    }
  }
}
