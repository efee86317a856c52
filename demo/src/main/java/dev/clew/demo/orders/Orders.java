package dev.clew.demo.orders;

import dev.clew.demo.catalogue.Catalogue;
import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpCaller;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.messaging.Publisher;
import dev.clew.demo.sql.Database;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The service that takes and remembers orders.
public final class Orders implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /// More would keep a core busy for seconds.
  private static final long MOST_DAYS = 20_000;

  private final Database database;
  private final Prices prices;
  private final OrderBook book;
  private final SalesReport report;
  private final HttpCaller inventory;
  private final HttpCaller payments;
  private final HttpCaller notifier;
  private final HttpService http;

  /// Whom orders talks to.
  public record Peers(URI inventory, URI payments, URI notifier) {}

  public Orders(int port, Peers peers, RandomGenerator random) throws IOException, SQLException {
    this.database = new Database("orders", Prices.SCHEMA + OrderBook.SCHEMA);
    this.prices = new Prices(database);
    this.book = new OrderBook(database, prices);
    this.report = new SalesReport(database);
    prices.add(Catalogue.all());
    PastOrders.fill(database, random);
    this.inventory = new HttpCaller(peers.inventory(), TIMEOUT);
    this.payments = new HttpCaller(peers.payments(), TIMEOUT);
    this.notifier = new HttpCaller(peers.notifier(), TIMEOUT);
    Publisher publisher = new Publisher("orders.placed", notifier);
    this.http =
        new HttpService(port)
            .on("POST", "/orders", new Checkout(book, inventory, payments, publisher)::place)
            .on("GET", "/prices/{sku}", this::price)
            .on("GET", "/customers/{customer}/orders", this::history)
            .on("GET", "/reports/sales", this::sales);
  }

  @Override
  public void close() {
    http.close();
    inventory.close();
    payments.close();
    notifier.close();
    database.close();
  }

  private Reply price(Request request) throws SQLException {
    return prices
        .of(request.fields().text("sku"))
        .map(cents -> Reply.ok(Fields.of("cents", cents)))
        .orElseGet(() -> Reply.error(404, "no such product"));
  }

  /// Fetches each title by a query of its own, as careless code does: the N+1 pattern, on purpose.
  private Reply history(Request request) throws SQLException {
    List<String> bought = new ArrayList<>();
    for (Line line : book.latestLines(request.fields().text("customer"))) {
      bought.add(line.quantity() + " " + prices.title(line.sku()));
    }
    return Reply.ok(Fields.of("bought", String.join(";", bought)));
  }

  private Reply sales(Request request) throws SQLException {
    String region = request.fields().text("region");
    long days = Math.min(MOST_DAYS, request.fields().number("days"));
    String bestSeller = report.bestSeller(region);
    return Reply.ok(Fields.of("best", bestSeller).and("repeats", report.repeats(region, days)));
  }
}
