package dev.clew.demo.payments;

import static dev.clew.demo.telemetry.ShopAttributes.AMOUNT_CENTS;
import static dev.clew.demo.telemetry.ShopAttributes.FALLBACK;
import static dev.clew.demo.telemetry.ShopAttributes.ORDER_ID;

import dev.clew.demo.http.Answer;
import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpCaller;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.sql.Database;
import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/// The service that charges cards, and lets customers pay later while the network is down.
public final class Payments implements AutoCloseable {
  private static final int FAILURES_TO_OPEN = 3;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Telemetry telemetry;
  private final CircuitBreaker breaker;
  private final HttpCaller cards;
  private final Database database;
  private final Ledger ledger;
  private final HttpService http;

  /// The card network and how long a charge may take there.
  public record Cards(URI address, Duration timeout) {}

  public Payments(Telemetry telemetry, int port, Cards cards, InstantSource clock)
      throws IOException, SQLException {
    this.telemetry = telemetry;
    this.breaker = new CircuitBreaker("card-network", FAILURES_TO_OPEN, PAUSE, clock);
    this.cards = new HttpCaller(telemetry, cards.address(), cards.timeout());
    this.database = new Database(telemetry, Ledger.SCHEMA);
    this.ledger = new Ledger(database);
    this.http = new HttpService(telemetry, port).on("POST", "/charges", this::charge);
  }

  public URI address() {
    return http.address();
  }

  @Override
  public void close() {
    http.close();
    cards.close();
    database.close();
  }

  private Reply charge(Request request) throws Exception {
    long order = request.fields().number("order");
    long amount = request.fields().number("amount");
    Result result = telemetry.inSpan("charge card", span -> charge(span, order, amount));
    ledger.enter(order, amount, result.label);
    return Reply.of(result.status, Fields.of("status", result.label));
  }

  private Result charge(Span span, long order, long amount) throws InterruptedException {
    span.setAttribute(ORDER_ID, order).setAttribute(AMOUNT_CENTS, amount);
    if (!breaker.tryPass()) {
      span.addEvent("fallback", Attributes.of(FALLBACK, Result.PAY_LATER.label));
      return Result.PAY_LATER;
    }
    Result result = askNetwork(span, amount);
    if (result != Result.PAID) {
      SpanErrors.mark(span, result.label, "the card was not charged");
    }
    return result;
  }

  /// A declined card is the network working well, so it counts as a success for the breaker.
  private Result askNetwork(Span span, long amount) throws InterruptedException {
    try {
      Answer answer = cards.post("/authorize", Fields.of("amount", amount));
      if (answer.status() >= 500) {
        breaker.failed();
        return Result.NETWORK_FAILED;
      }
      breaker.succeeded();
      return answer.isOk() ? Result.PAID : Result.CARD_DECLINED;
    } catch (IOException e) {
      breaker.failed();
      SpanErrors.record(span, e);
      return Result.NETWORK_TIMEOUT;
    }
  }

  /// What became of a charge.
  private enum Result {
    PAID(201, "paid"),
    PAY_LATER(202, "pay_later"),
    CARD_DECLINED(402, "card_declined"),
    NETWORK_FAILED(502, "card_network_failed"),
    NETWORK_TIMEOUT(504, "card_network_timeout");

    final int status;
    final String label;

    Result(int status, String label) {
      this.status = status;
      this.label = label;
    }
  }
}
