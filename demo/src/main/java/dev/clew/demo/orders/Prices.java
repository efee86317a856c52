package dev.clew.demo.orders;

import dev.clew.demo.catalogue.Product;
import dev.clew.demo.sql.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What each product is called on a bill and what it costs.
final class Prices {
  static final String SCHEMA =
      "CREATE TABLE prices (sku VARCHAR PRIMARY KEY, title VARCHAR NOT NULL,"
          + " cents BIGINT NOT NULL);";

  private static final String PRICE = "SELECT cents FROM prices WHERE sku = ?";
  private static final String TITLE = "SELECT title FROM prices WHERE sku = ?";

  private final Database database;

  Prices(Database database) {
    this.database = database;
  }

  void add(List<Product> products) throws SQLException {
    database.fill(
        "INSERT INTO prices VALUES (?, ?, ?)",
        products.stream()
            .map(one -> new Object[] {one.sku(), one.title(), one.priceCents()})
            .toList());
  }

  Optional<Long> of(String sku) throws SQLException {
    return database.query(PRICE, row -> row.getLong(1), sku).stream().findFirst();
  }

  String title(String sku) throws SQLException {
    return database.query(TITLE, row -> row.getString(1), sku).getFirst();
  }
}
