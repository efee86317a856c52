package dev.clew.demo.orders;

import dev.clew.demo.sql.Database;
import java.sql.SQLException;
import java.util.Locale;

/// What sells in a region, and how often.
final class SalesReport {
  /// Joins every recent line with every day and every order, which no index can help: as slow as
  /// reports on the live database are.
  private static final String REPEATS =
      "SELECT COUNT(*) FROM SYSTEM_RANGE(1, ?) AS age"
          + " CROSS JOIN (SELECT * FROM order_lines ORDER BY order_id DESC LIMIT 500) AS recent"
          + " JOIN orders ON orders.id = recent.order_id"
          + " WHERE orders.region = ? AND MOD(orders.id, age.x) = 0";

  private static final String BEST_SELLER =
      "SELECT MAX(prices.title) FROM order_lines JOIN orders ON orders.id = order_id"
          + " JOIN prices ON prices.sku = order_lines.sku WHERE orders.region = ?";

  private final Database database;

  SalesReport(Database database) {
    this.database = database;
  }

  long repeats(String region, long days) throws SQLException {
    return database.query(REPEATS, row -> row.getLong(1), days, region).getFirst();
  }

  /// Has the bug of many reports, on purpose: without a sale the best seller is NULL.
  String bestSeller(String region) throws SQLException {
    return database
        .query(BEST_SELLER, row -> row.getString(1).toUpperCase(Locale.ROOT), region)
        .getFirst();
  }
}
