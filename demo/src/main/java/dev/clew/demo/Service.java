package dev.clew.demo;

import dev.clew.demo.gateway.Gateway;
import dev.clew.demo.inventory.Inventory;
import dev.clew.demo.notifier.Notifier;
import dev.clew.demo.orders.Orders;
import dev.clew.demo.payments.Payments;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SplittableRandom;

/// One of the shop's services; each runs in a process of its own, where this is the program.
enum Service {
  GATEWAY,
  ORDERS,
  PAYMENTS,
  INVENTORY,
  NOTIFIER;

  /// The program: the arguments are the service's name and what [Setup] says.
  public static void main(String[] arguments) throws Exception {
    Service service = valueOf(arguments[0].toUpperCase(Locale.ROOT));
    AutoCloseable open = service.open(Setup.parse(arguments[1]));
    System.out.println("open");
    while (System.in.read() >= 0) {
      // Nothing is said to it; the end of the input ends it, also when whoever started it is gone.
    }
    open.close();
    System.exit(0);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private AutoCloseable open(Setup setup) throws IOException, SQLException {
    Places at = setup.places();
    InstantSource clock = InstantSource.system();
    int port = at.port(this);
    return switch (this) {
      case GATEWAY ->
          new Gateway(
              port,
              new Gateway.Peers(at.of(ORDERS), at.of(INVENTORY), at.of(NOTIFIER)),
              new Gateway.Door(setup.tokens(), clock));
      case ORDERS ->
          new Orders(
              port,
              new Orders.Peers(at.of(INVENTORY), at.of(PAYMENTS), at.of(NOTIFIER)),
              new SplittableRandom(setup.seed()));
      case PAYMENTS ->
          new Payments(port, new Payments.Cards(at.cards(), setup.cardTimeout()), clock);
      case INVENTORY -> new Inventory(port);
      case NOTIFIER -> new Notifier(port, setup.linger());
    };
  }
}
