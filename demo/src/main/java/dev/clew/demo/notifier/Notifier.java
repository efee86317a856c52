package dev.clew.demo.notifier;

import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.messaging.Message;
import dev.clew.demo.messaging.Subscriber;
import dev.clew.demo.messaging.Topic;
import dev.clew.demo.sql.Database;
import dev.clew.instrument.Clew;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// The service that tells customers what became of their orders.
public final class Notifier implements AutoCloseable {
  private final Topic placedOrders = new Topic("orders.placed");
  private final Database database;
  private final Notifications notifications;
  private final Subscriber subscriber;
  private final HttpService http;

  public Notifier(int port, Duration linger) throws IOException, SQLException {
    this.database = new Database("notifier", Notifications.SCHEMA);
    this.notifications = new Notifications(database);
    notifications.addCustomers();
    this.subscriber = new Subscriber(placedOrders, linger, this::tell);
    this.http =
        new HttpService(port)
            .on("POST", "/topics/orders.placed", this::take)
            .on("GET", "/customers/{customer}/notifications", this::latest);
  }

  @Override
  public void close() {
    http.close();
    subscriber.close();
    database.close();
  }

  private Reply take(Request request) {
    boolean isTaken = placedOrders.offer(Message.of(request.fields()));
    return isTaken ? Reply.of(202, Fields.NONE) : Reply.error(503, "the topic is full");
  }

  private void tell(Message message) throws Exception {
    Fields order = message.body();
    String customer = order.text("customer");
    Clew.span("notify customer")
        .attr("shop.order.id", order.number("order"))
        .run(() -> notifications.save(customer, notifications.address(customer), text(order)));
  }

  private static String text(Fields order) {
    return "Your order " + order.text("order") + " is " + order.text("status").replace('_', ' ');
  }

  private Reply latest(Request request) throws Exception {
    String customer = request.fields().text("customer");
    return Reply.ok(Fields.of("news", String.join(";", notifications.latest(customer))));
  }
}
