package dev.clew.demo.notifier;

import static dev.clew.demo.telemetry.ShopAttributes.ORDER_ID;
import static dev.clew.demo.telemetry.ShopAttributes.USER_ID;

import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.messaging.Message;
import dev.clew.demo.messaging.Subscriber;
import dev.clew.demo.messaging.Topic;
import dev.clew.demo.sql.Database;
import dev.clew.demo.telemetry.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;

/// The service that tells customers what became of their orders.
public final class Notifier implements AutoCloseable {
  private final Telemetry telemetry;
  private final Database database;
  private final Notifications notifications;
  private final Subscriber subscriber;
  private final HttpService http;

  public Notifier(Telemetry telemetry, int port, Topic placedOrders, Duration linger)
      throws IOException, SQLException {
    this.telemetry = telemetry;
    this.database = new Database(telemetry, Notifications.SCHEMA);
    this.notifications = new Notifications(database);
    notifications.addCustomers();
    this.subscriber = new Subscriber(telemetry, placedOrders, linger, this::tell);
    this.http =
        new HttpService(telemetry, port)
            .on("GET", "/customers/{customer}/notifications", this::latest);
  }

  public URI address() {
    return http.address();
  }

  @Override
  public void close() {
    http.close();
    subscriber.close();
    database.close();
  }

  private void tell(Message message) throws Exception {
    Fields order = message.body();
    telemetry.inSpan(
        "notify customer",
        span -> {
          String customer = order.text("customer");
          span.setAttribute(USER_ID, customer).setAttribute(ORDER_ID, order.number("order"));
          notifications.save(customer, notifications.address(customer), text(order));
          return customer;
        });
  }

  private static String text(Fields order) {
    return "Your order " + order.text("order") + " is " + order.text("status").replace('_', ' ');
  }

  private Reply latest(Request request) throws Exception {
    String customer = request.fields().text("customer");
    return Reply.ok(Fields.of("news", String.join(";", notifications.latest(customer))));
  }
}
