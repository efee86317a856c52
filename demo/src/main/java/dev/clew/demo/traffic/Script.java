package dev.clew.demo.traffic;

import dev.clew.demo.catalogue.Catalogue;
import dev.clew.demo.catalogue.Product;
import dev.clew.demo.gateway.Identity;
import dev.clew.demo.gateway.Tier;
import dev.clew.demo.gateway.Tokens;
import dev.clew.demo.http.Fields;
import dev.clew.demo.traffic.Errand.Visitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/// Makes up what customers do next; the same seed gives the same requests. Owned by one thread.
public final class Script {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final List<String> WORDS = List.of("lamp", "table", "amber", "linen", "clock");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
          "ShopApp/3.2 (Android 16)");

  private final RandomGenerator random;
  private final Tokens tokens;
  private final Queue<Errand> ahead = new ArrayDeque<>();
  private long checkouts;

  public Script(RandomGenerator random, Tokens tokens) {
    this.random = random;
    this.tokens = tokens;
  }

  public Errand next() {
    Errand planned = ahead.poll();
    return planned != null ? planned : plan(Scenario.at(random.nextInt(100)));
  }

  private Errand plan(Scenario scenario) {
    return switch (scenario) {
      case BROWSE -> get("/products/" + sku(), Fields.NONE, customer());
      case SEARCH -> get("/search", search(), customer());
      case CHECKOUT -> checkout();
      case HISTORY -> get("/orders", Fields.NONE, customer());
      case REPORT -> get("/admin/report", report(), customer());
      case DOUBLE_CLICK -> twice(checkout());
      case DEAD_LINK -> get("/products/SKU-0", Fields.NONE, customer());
      case EXPIRED -> get("/orders", Fields.NONE, visitor("c1", Tier.FREE, LIFETIME.negated()));
      case SCRAPE -> get("/products/" + sku(), Fields.NONE, visitor("t1", Tier.TRIAL, LIFETIME));
    };
  }

  private Errand twice(Errand errand) {
    ahead.add(errand);
    return errand;
  }

  private Errand checkout() {
    StringJoiner lines = new StringJoiner(",");
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      lines.add(sku() + ":" + random.nextInt(1, 4));
    }
    Fields order = Fields.of("checkout", "checkout-" + ++checkouts).and("lines", lines);
    return new Errand("POST", "/checkout", order, customer());
  }

  /// Every seventh search or so is fuzzy, and slow.
  private Fields search() {
    Fields word = Fields.of("q", any(WORDS));
    return random.nextInt(7) > 0 ? word : word.and("spellings", random.nextInt(2_000, 9_000));
  }

  /// Every tenth report or so is about a region where nothing was ever sold.
  private Fields report() {
    String region = random.nextInt(10) > 0 ? any(Catalogue.REGIONS) : "overseas";
    return Fields.of("region", region).and("days", random.nextInt(3_000, 12_000));
  }

  /// Some products are much more popular than others, which is what makes a cache useful.
  private String sku() {
    List<Product> products = Catalogue.all();
    double luck = random.nextDouble();
    return products.get((int) (luck * luck * luck * products.size())).sku();
  }

  private Visitor customer() {
    String customer = any(Catalogue.customers());
    return visitor(customer, customer.endsWith("0") ? Tier.GOLD : Tier.FREE, LIFETIME);
  }

  private Visitor visitor(String customer, Tier tier, Duration lifetime) {
    String token = tokens.issue(new Identity(customer, tier), lifetime);
    return new Visitor(token, any(AGENTS), "203.0.113." + random.nextInt(1, 255));
  }

  private static Errand get(String path, Fields query, Visitor visitor) {
    return new Errand("GET", path, query, visitor);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
