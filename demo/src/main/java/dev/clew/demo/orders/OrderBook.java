package dev.clew.demo.orders;

import dev.clew.demo.catalogue.Catalogue;
import dev.clew.demo.http.BadRequestException;
import dev.clew.demo.sql.Database;
import dev.clew.demo.sql.Session;
import java.sql.SQLException;
import java.util.List;

/// Every order of the last time, in the database.
final class OrderBook {
  static final String SCHEMA =
      "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, checkout VARCHAR UNIQUE NOT NULL,"
          + " customer VARCHAR NOT NULL, region VARCHAR NOT NULL, status VARCHAR NOT NULL);"
          + "CREATE TABLE order_lines (order_id BIGINT NOT NULL"
          + " REFERENCES orders (id) ON DELETE CASCADE, sku VARCHAR NOT NULL, quantity INT NOT NULL);"
          + "CREATE INDEX orders_of ON orders (customer);";

  /// Older ones are deleted, so that a shop may run for weeks.
  private static final long KEPT = 5_000;

  private static final long SWEEP_EVERY = 500;

  private static final String INSERT_ORDER =
      "INSERT INTO orders (checkout, customer, region, status) VALUES (?, ?, ?, ?)";
  private static final String INSERT_LINE =
      "INSERT INTO order_lines (order_id, sku, quantity) VALUES (?, ?, ?)";
  private static final String SET_STATUS = "UPDATE orders SET status = ? WHERE id = ?";
  private static final String SWEEP = "DELETE FROM orders WHERE id <= ?";
  private static final String LATEST_LINES =
      "SELECT l.sku, l.quantity FROM order_lines l WHERE l.order_id IN (SELECT id FROM orders"
          + " WHERE customer = ? ORDER BY id DESC LIMIT 5) ORDER BY l.order_id DESC";

  private final Database database;
  private final Prices prices;

  OrderBook(Database database, Prices prices) {
    this.database = database;
    this.prices = prices;
  }

  /// Writes the order down, or fails with a constraint violation when `checkout` was used before.
  Order open(String checkout, String customer, List<Line> lines) throws SQLException {
    Order order = database.inTransaction(session -> open(session, checkout, customer, lines));
    if (order.id() % SWEEP_EVERY == 0) {
      database.update(SWEEP, order.id() - KEPT);
    }
    return order;
  }

  void close(Order order, String status) throws SQLException {
    database.update(SET_STATUS, status, order.id());
  }

  /// The lines of a customer's newest orders.
  List<Line> latestLines(String customer) throws SQLException {
    return database.query(
        LATEST_LINES, row -> new Line(row.getString(1), row.getLong(2)), customer);
  }

  private Order open(Session session, String checkout, String customer, List<Line> lines)
      throws SQLException {
    String region = Catalogue.regionOf(customer);
    long id = session.insert(INSERT_ORDER, checkout, customer, region, "open");
    long amount = 0;
    for (Line line : lines) {
      long price =
          prices
              .of(line.sku())
              .orElseThrow(() -> new BadRequestException("needs a known sku, got " + line.sku()));
      session.update(INSERT_LINE, id, line.sku(), line.quantity());
      amount += price * line.quantity();
    }
    return new Order(id, customer, lines, amount);
  }
}
