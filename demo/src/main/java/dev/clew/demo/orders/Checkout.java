package dev.clew.demo.orders;

import dev.clew.demo.http.Answer;
import dev.clew.demo.http.Fanout;
import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpCaller;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.messaging.Publisher;
import dev.clew.instrument.Clew;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Takes an order: write it down, reserve every line, charge, tell; or undo what was done.
final class Checkout {
  /// What the database says when a UNIQUE constraint does not hold.
  private static final String UNIQUE_VIOLATED = "23505";

  private static final String RESERVATIONS = "/stock/{sku}/reservations";

  private final OrderBook book;
  private final HttpCaller inventory;
  private final HttpCaller payments;
  private final Publisher placedOrders;

  Checkout(OrderBook book, HttpCaller inventory, HttpCaller payments, Publisher placedOrders) {
    this.book = book;
    this.inventory = inventory;
    this.payments = payments;
    this.placedOrders = placedOrders;
  }

  Reply place(Request request) throws Exception {
    Fields fields = request.fields();
    List<Line> lines = Line.parse(fields.text("lines"));
    try {
      return fulfil(book.open(fields.text("checkout"), fields.text("customer"), lines));
    } catch (SQLException e) {
      if (UNIQUE_VIOLATED.equals(e.getSQLState())) {
        return Reply.error(409, "this checkout was already sent");
      }
      throw e;
    }
  }

  private Reply fulfil(Order order) throws Exception {
    Clew.attr("shop.order.id", order.id());
    Clew.attr("shop.order.lines", order.lines().size());
    Clew.attr("shop.amount_cents", order.amountCents());
    List<Line> reserved = reserve(order.lines());
    if (reserved.size() < order.lines().size()) {
      return undo(order, reserved, Reply.error(409, "out of stock"));
    }
    Answer charge =
        payments.post(
            "/charges", Fields.of("order", order.id()).and("amount", order.amountCents()));
    return charge.isOk()
        ? confirm(order, charge.fields().text("status"))
        : undo(order, reserved, charge.relay());
  }

  /// Asks for all lines side by side and returns those that were reserved.
  private List<Line> reserve(List<Line> lines) throws Exception {
    List<Callable<Answer>> calls = new ArrayList<>();
    for (Line line : lines) {
      calls.add(() -> inventory.post(RESERVATIONS, reservation(line)));
    }
    List<Answer> answers = Fanout.all(calls);
    List<Line> reserved = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (answers.get(i).isOk()) {
        reserved.add(lines.get(i));
      }
    }
    return reserved;
  }

  private Reply confirm(Order order, String status) throws Exception {
    book.close(order, status);
    Fields placed = Fields.of("order", order.id()).and("status", status);
    placedOrders.publish(placed.and("customer", order.customer()));
    return Reply.of(201, placed);
  }

  private Reply undo(Order order, List<Line> reserved, Reply reply)
      throws IOException, InterruptedException, SQLException {
    Clew.event("order cancelled");
    for (Line line : reserved) {
      inventory.call("DELETE", RESERVATIONS, reservation(line));
    }
    book.close(order, "cancelled");
    return reply;
  }

  private static Fields reservation(Line line) {
    return Fields.of("sku", line.sku()).and("quantity", line.quantity());
  }
}
