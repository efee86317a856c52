package dev.clew.demo.inventory;

import static dev.clew.demo.telemetry.ShopAttributes.CACHE_HIT;
import static dev.clew.demo.telemetry.ShopAttributes.CACHE_NAME;
import static dev.clew.demo.telemetry.ShopAttributes.SKU;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.clew.demo.catalogue.Product;
import dev.clew.demo.sql.Database;
import dev.clew.demo.sql.Sql;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
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

  private static final Sql QUANTITY = Sql.on("stock", "SELECT quantity FROM stock WHERE sku = ?");
  private static final Sql TAKE =
      Sql.on("stock", "UPDATE stock SET quantity = quantity - ? WHERE sku = ?");
  private static final Sql REFILL = Sql.on("stock", "UPDATE stock SET quantity = ? WHERE sku = ?");

  private final Telemetry telemetry;
  private final Database database;
  private final Cache<String, Integer> cache =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofSeconds(20)).build();

  Stock(Telemetry telemetry, Database database) {
    this.telemetry = telemetry;
    this.database = database;
  }

  void add(List<Product> products) throws SQLException {
    database.fill(
        "INSERT INTO stock VALUES (?, ?)",
        products.stream().map(one -> new Object[] {one.sku(), FULL_SHELF}).toList());
  }

  Optional<Integer> quantity(String sku) throws Exception {
    Optional<Integer> known = telemetry.inSpan("cache get stock", span -> look(span, sku));
    if (known.isPresent()) {
      return known;
    }
    Optional<Integer> quantity =
        database.query(QUANTITY, row -> row.getInt(1), sku).stream().findFirst();
    quantity.ifPresent(found -> cache.put(sku, found));
    return quantity;
  }

  /// False when there are too few; then the shelf is filled for the next customer.
  boolean reserve(String sku, long quantity) throws Exception {
    try {
      database.update(TAKE, quantity, sku);
      return true;
    } catch (SQLException e) {
      if (!CHECK_VIOLATED.equals(e.getSQLState())) {
        throw e;
      }
      telemetry.inSpan("restock", _ -> database.update(REFILL, FULL_SHELF, sku));
      return false;
    } finally {
      cache.invalidate(sku);
    }
  }

  void release(String sku, long quantity) throws SQLException {
    database.update(TAKE, -quantity, sku);
    cache.invalidate(sku);
  }

  private Optional<Integer> look(Span span, String sku) {
    Optional<Integer> cached = Optional.ofNullable(cache.getIfPresent(sku));
    span.setAttribute(CACHE_NAME, "stock")
        .setAttribute(SKU, sku)
        .setAttribute(CACHE_HIT, cached.isPresent());
    return cached;
  }
}
