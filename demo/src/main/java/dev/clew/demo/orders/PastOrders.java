package dev.clew.demo.orders;

import dev.clew.demo.catalogue.Catalogue;
import dev.clew.demo.catalogue.Product;
import dev.clew.demo.sql.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The orders a shop opens with, so that history and reports have something to show at once.
final class PastOrders {
  private static final int ORDERS_EACH = 4;

  private PastOrders() {}

  static void fill(Database database, RandomGenerator random) throws SQLException {
    List<Object[]> orders = new ArrayList<>();
    List<Object[]> lines = new ArrayList<>();
    for (String customer : Catalogue.customers()) {
      for (int i = 0; i < ORDERS_EACH; i++) {
        orders.add(
            new Object[] {"past-" + customer + "-" + i, customer, Catalogue.regionOf(customer)});
        addLines(lines, orders.size(), random);
      }
    }
    database.fill(
        "INSERT INTO orders (checkout, customer, region, status) VALUES (?, ?, ?, 'paid')", orders);
    database.fill("INSERT INTO order_lines VALUES (?, ?, ?)", lines);
  }

  /// The database numbers orders from 1 as they come, so the count so far is the order's id.
  private static void addLines(List<Object[]> lines, long order, RandomGenerator random) {
    List<Product> products = Catalogue.all();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      String sku = products.get(random.nextInt(products.size())).sku();
      lines.add(new Object[] {order, sku, random.nextInt(1, 4)});
    }
  }
}
