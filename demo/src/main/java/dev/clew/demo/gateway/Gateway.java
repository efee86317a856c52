package dev.clew.demo.gateway;

import dev.clew.demo.http.Answer;
import dev.clew.demo.http.Fanout;
import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpCaller;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/// The service customers reach.
public final class Gateway implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpService http;
  private final HttpCaller orders;
  private final HttpCaller inventory;
  private final HttpCaller notifier;

  /// The services behind the gateway.
  public record Peers(URI orders, URI inventory, URI notifier) {}

  /// By what requests are let in.
  public record Door(Tokens tokens, InstantSource clock) {}

  public Gateway(int port, Peers peers, Door door) throws IOException {
    this.orders = new HttpCaller(peers.orders(), TIMEOUT);
    this.inventory = new HttpCaller(peers.inventory(), TIMEOUT);
    this.notifier = new HttpCaller(peers.notifier(), TIMEOUT);
    Doorkeeper keeper = new Doorkeeper(door.tokens(), new RateLimiter(door.clock()));
    this.http =
        new HttpService(port)
            .on("GET", "/products/{sku}", keeper.guard(this::product))
            .on("GET", "/search", keeper.guard(this::search))
            .on("POST", "/checkout", keeper.guard(this::checkout))
            .on("GET", "/orders", keeper.guard(this::history))
            .on("GET", "/admin/report", keeper.guard(this::report));
  }

  @Override
  public void close() {
    http.close();
    orders.close();
    inventory.close();
    notifier.close();
  }

  private Reply product(String customer, Request request) throws Exception {
    Fields sku = Fields.of("sku", request.fields().text("sku"));
    return gather(
        List.of(
            () -> inventory.get("/products/{sku}", sku),
            () -> inventory.get("/stock/{sku}", sku),
            () -> orders.get("/prices/{sku}", sku)));
  }

  private Reply search(String customer, Request request) throws Exception {
    return inventory.get("/search", request.fields()).relay();
  }

  private Reply checkout(String customer, Request request) throws Exception {
    return orders.post("/orders", request.fields().and("customer", customer)).relay();
  }

  private Reply history(String customer, Request request) throws Exception {
    Fields who = Fields.of("customer", customer);
    return gather(
        List.of(
            () -> orders.get("/customers/{customer}/orders", who),
            () -> notifier.get("/customers/{customer}/notifications", who)));
  }

  private Reply report(String customer, Request request) throws Exception {
    return orders.get("/reports/sales", request.fields()).relay();
  }

  /// Asks side by side and answers with all fields together, or with the first refusal.
  private static Reply gather(List<Callable<Answer>> calls) throws Exception {
    Fields all = Fields.NONE;
    for (Answer answer : Fanout.all(calls)) {
      if (!answer.isOk()) {
        return answer.relay();
      }
      all = all.and(answer.fields());
    }
    return Reply.ok(all);
  }
}
