package dev.clew.demo.inventory;

import dev.clew.demo.catalogue.Catalogue;
import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.sql.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// The service that knows products and stock.
public final class Inventory implements AutoCloseable {
  /// More would keep a core busy for seconds.
  private static final long MOST_SPELLINGS = 20_000;

  private final Database database;
  private final Products products;
  private final Stock stock;
  private final HttpService http;

  public Inventory(int port) throws IOException, SQLException {
    this.database = new Database("inventory", Products.SCHEMA + Stock.SCHEMA);
    this.products = new Products(database);
    this.stock = new Stock(database);
    products.add(Catalogue.all());
    stock.add(Catalogue.all());
    this.http =
        new HttpService(port)
            .on("GET", "/products/{sku}", this::product)
            .on("GET", "/search", this::search)
            .on("GET", "/stock/{sku}", this::quantity)
            .on("POST", "/stock/{sku}/reservations", this::reserve)
            .on("DELETE", "/stock/{sku}/reservations", this::release);
  }

  @Override
  public void close() {
    http.close();
    database.close();
  }

  private Reply product(Request request) throws Exception {
    return products
        .title(request.fields().text("sku"))
        .map(title -> Reply.ok(Fields.of("title", title)))
        .orElseGet(() -> Reply.error(404, "no such product"));
  }

  private Reply search(Request request) throws Exception {
    String word = request.fields().text("q");
    boolean isFuzzy = request.fields().values().containsKey("spellings");
    List<String> found =
        isFuzzy ? products.findAlike(word, spellings(request)) : products.find(word);
    return Reply.ok(Fields.of("found", String.join(",", found)));
  }

  private static long spellings(Request request) {
    return Math.min(MOST_SPELLINGS, request.fields().number("spellings"));
  }

  private Reply quantity(Request request) throws Exception {
    return stock
        .quantity(request.fields().text("sku"))
        .map(quantity -> Reply.ok(Fields.of("stock", quantity)))
        .orElseGet(() -> Reply.error(404, "no such product"));
  }

  private Reply reserve(Request request) throws Exception {
    Fields fields = request.fields();
    boolean isReserved = stock.reserve(fields.text("sku"), fields.number("quantity"));
    return isReserved ? Reply.of(201, Fields.NONE) : Reply.error(409, "out of stock");
  }

  private Reply release(Request request) throws Exception {
    stock.release(request.fields().text("sku"), request.fields().number("quantity"));
    return Reply.of(204, Fields.NONE);
  }
}
