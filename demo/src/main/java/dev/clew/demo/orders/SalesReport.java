package dev.clew.demo.orders;

import dev.clew.demo.sql.Database;
import dev.clew.demo.sql.Sql;
import java.sql.SQLException;
import java.util.Locale;

/// What sells in a region, and what sells together.
final class SalesReport {
  /// Joins order lines with themselves once a day: as slow as reports without an index are.
  private static final Sql PAIRS =
      Sql.on(
          "order_lines",
          "SELECT COUNT(*) FROM SYSTEM_RANGE(1, ?) AS day"
              + " CROSS JOIN (SELECT * FROM order_lines ORDER BY order_id DESC LIMIT 500) AS line"
              + " JOIN orders ON orders.id = line.order_id"
              + " WHERE orders.region = ? AND MOD(orders.id, day.x) = 0");

  private static final Sql BEST_SELLER =
      Sql.on(
          "order_lines",
          "SELECT MAX(prices.title) FROM order_lines JOIN orders ON orders.id = order_id"
              + " JOIN prices ON prices.sku = order_lines.sku WHERE orders.region = ?");

  private final Database database;

  SalesReport(Database database) {
    this.database = database;
  }

  long pairs(String region, long days) throws SQLException {
    return database.query(PAIRS, row -> row.getLong(1), days, region).getFirst();
  }

  /// Has the bug of many reports, on purpose: without a sale the best seller is NULL.
  String bestSeller(String region) throws SQLException {
    return database
        .query(BEST_SELLER, row -> row.getString(1).toUpperCase(Locale.ROOT), region)
        .getFirst();
  }
}
