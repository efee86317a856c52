package dev.clew.demo.inventory;

import dev.clew.demo.catalogue.Product;
import dev.clew.demo.sql.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The products and the search over them.
final class Products {
  static final String SCHEMA =
      "CREATE TABLE products (sku VARCHAR PRIMARY KEY, title VARCHAR NOT NULL);";

  private static final String BY_SKU = "SELECT title FROM products WHERE sku = ?";
  private static final String BY_WORD =
      "SELECT sku FROM products WHERE title LIKE ? ORDER BY sku LIMIT 10";

  /// Compares every title with every spelling by brute force: no index can help, on purpose.
  private static final String BY_SOUND =
      "SELECT sku, COUNT(*) AS score FROM products CROSS JOIN SYSTEM_RANGE(1, ?) AS spelling"
          + " WHERE SOUNDEX(title || spelling.x) = SOUNDEX(?)"
          + " GROUP BY sku ORDER BY score DESC LIMIT 10";

  private final Database database;

  Products(Database database) {
    this.database = database;
  }

  void add(List<Product> products) throws SQLException {
    database.fill(
        "INSERT INTO products VALUES (?, ?)",
        products.stream().map(one -> new Object[] {one.sku(), one.title()}).toList());
  }

  Optional<String> title(String sku) throws SQLException {
    return database.query(BY_SKU, row -> row.getString(1), sku).stream().findFirst();
  }

  List<String> find(String word) throws SQLException {
    return database.query(BY_WORD, row -> row.getString(1), "%" + word + "%");
  }

  /// Slow: the more spellings, the slower.
  List<String> findAlike(String word, long spellings) throws SQLException {
    return database.query(BY_SOUND, row -> row.getString(1), spellings, word);
  }
}
