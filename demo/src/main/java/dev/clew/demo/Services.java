package dev.clew.demo;

import dev.clew.demo.gateway.Gateway;
import dev.clew.demo.gateway.Tokens;
import dev.clew.demo.inventory.Inventory;
import dev.clew.demo.messaging.Topic;
import dev.clew.demo.notifier.Notifier;
import dev.clew.demo.orders.Orders;
import dev.clew.demo.payments.CardNetwork;
import dev.clew.demo.payments.Payments;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The five services of the shop and the card network outside it, running on loopback.
public final class Services implements AutoCloseable {
  private static final Duration FLUSH_LIMIT = Duration.ofMillis(1_500);

  private final List<Telemetry> telemetries = new ArrayList<>();
  private final Tokens tokens;
  private final CardNetwork cards;
  private final Notifier notifier;
  private final Inventory inventory;
  private final Payments payments;
  private final Orders orders;
  private final Gateway gateway;

  public Services(Setup setup) throws IOException, SQLException {
    byte[] key = new byte[32];
    setup.random().nextBytes(key);
    Topic placedOrders = new Topic("orders.placed");

    tokens = new Tokens(key, setup.clock());
    cards = new CardNetwork(setup.port(5), setup.cards());
    notifier = new Notifier(sdk(setup, "notifier"), setup.port(4), placedOrders, setup.linger());
    inventory = new Inventory(sdk(setup, "inventory"), setup.port(3));
    payments =
        new Payments(
            sdk(setup, "payments"),
            setup.port(2),
            new Payments.Cards(cards.address(), setup.cardTimeout()),
            setup.clock());
    orders =
        new Orders(
            sdk(setup, "orders"),
            setup.port(1),
            new Orders.Peers(inventory.address(), payments.address(), placedOrders),
            setup.random());
    gateway =
        new Gateway(
            sdk(setup, "gateway"),
            setup.port(0),
            new Gateway.Peers(orders.address(), inventory.address(), notifier.address()),
            new Gateway.Door(tokens, setup.clock()));
  }

  public URI gateway() {
    return gateway.address();
  }

  public Tokens tokens() {
    return tokens;
  }

  /// Each server and where it listens.
  public String addresses() {
    return String.join(
        ", ",
        "gateway " + gateway.address(),
        "orders " + orders.address(),
        "payments " + payments.address(),
        "inventory " + inventory.address(),
        "notifier " + notifier.address());
  }

  /// Stops in the order requests flow, so that nobody calls a peer that is gone; then exports the
  /// spans that are left, within a limit.
  @Override
  public void close() {
    gateway.close();
    orders.close();
    payments.close();
    cards.close();
    inventory.close();
    notifier.close();
    var flushed = telemetries.stream().map(Telemetry::shutdown).toList();
    var _ =
        CompletableResultCode.ofAll(flushed).join(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Telemetry sdk(Setup setup, String service) {
    Telemetry telemetry = new Telemetry(service, setup.spans().apply(service));
    telemetries.add(telemetry);
    return telemetry;
  }
}
