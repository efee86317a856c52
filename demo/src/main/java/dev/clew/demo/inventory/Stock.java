package dev.clew.demo.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.clew.demo.catalogue.Product;
import dev.clew.demo.sql.Database;
import dev.clew.instrument.Clew;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How many of each product there are: the database knows, a cache in front of it remembers.
final class Stock {
  static final String SCHEMA =
      "CREATE TABLE stock (sku VARCHAR PRIMARY KEY, quantity INT NOT NULL,"
          + " CONSTRAINT enough_stock CHECK (quantity >= 0));";
  private static final int FULL_SHELF = 25;

  /// What the database says when a CHECK constraint does not hold.
  private static final String CHECK_VIOLATED = "23513";

  private static final String QUANTITY = "SELECT quantity FROM stock WHERE sku = ?";
  private static final String TAKE = "UPDATE stock SET quantity = quantity - ? WHERE sku = ?";
  private static final String REFILL = "UPDATE stock SET quantity = ? WHERE sku = ?";

  private final Database database;
  private final Cache<String, Integer> cache =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofSeconds(20)).build();

  Stock(Database database) {
    this.database = database;
  }

  void add(List<Product> products) throws SQLException {
    database.fill(
        "INSERT INTO stock VALUES (?, ?)",
        products.stream().map(one -> new Object[] {one.sku(), FULL_SHELF}).toList());
  }

  Optional<Integer> quantity(String sku) throws SQLException {
    Integer known = Clew.localCache("caffeine", "stock:" + sku).get(() -> cache.getIfPresent(sku));
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Integer> quantity =
        database.query(QUANTITY, row -> row.getInt(1), sku).stream().findFirst();
    quantity.ifPresent(found -> cache.put(sku, found));
    return quantity;
  }

  /// False when there are too few; then the shelf is filled for the next customer.
  boolean reserve(String sku, long quantity) throws SQLException {
    try {
      database.update(TAKE, quantity, sku);
      return true;
    } catch (SQLException e) {
      if (!CHECK_VIOLATED.equals(e.getSQLState())) {
        throw e;
      }
      Clew.span("restock").call(() -> database.update(REFILL, FULL_SHELF, sku));
      return false;
    } finally {
      cache.invalidate(sku);
    }
  }

  void release(String sku, long quantity) throws SQLException {
    database.update(TAKE, -quantity, sku);
    cache.invalidate(sku);
  }
}
