package dev.clew.demo.payments;

import dev.clew.demo.http.Answer;
import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpCaller;
import dev.clew.demo.http.HttpService;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.sql.Database;
import dev.clew.instrument.BreakerWork;
import dev.clew.instrument.Clew;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/// The service that charges cards, and lets customers pay later while the network is down.
public final class Payments implements AutoCloseable {
  private static final String NETWORK = "card-network";
  private static final int FAILURES_TO_OPEN = 3;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final CircuitBreaker breaker;
  private final HttpCaller cards;
  private final Database database;
  private final Ledger ledger;
  private final HttpService http;

  /// The card network and how long a charge may take there.
  public record Cards(URI address, Duration timeout) {}

  public Payments(int port, Cards cards, InstantSource clock) throws IOException, SQLException {
    this.breaker = new CircuitBreaker(NETWORK, FAILURES_TO_OPEN, PAUSE, clock);
    this.cards = new HttpCaller(cards.address(), cards.timeout());
    this.database = new Database("payments", Ledger.SCHEMA);
    this.ledger = new Ledger(database);
    this.http = new HttpService(port).on("POST", "/charges", this::charge);
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
    Result result =
        Clew.span("charge card")
            .attr("shop.order.id", order)
            .attr("shop.amount_cents", amount)
            .call(() -> charge(amount));
    ledger.enter(order, amount, result.label);
    return Reply.of(result.status, Fields.of("status", result.label));
  }

  private Result charge(long amount) throws Exception {
    boolean mayPass = breaker.tryPass();
    var guarded = Clew.circuitBreaker(NETWORK, breaker.state().label());
    if (!mayPass) {
      return guarded.refused(() -> Result.PAY_LATER);
    }
    Result result = askNetwork(guarded, amount);
    if (result != Result.PAID) {
      Clew.error(result.label, "the card was not charged");
    }
    return result;
  }

  /// A declined card is the network working well, so it counts as a success for the breaker.
  private Result askNetwork(BreakerWork guarded, long amount) throws Exception {
    try {
      Answer answer = guarded.call(() -> authorize(amount));
      breaker.succeeded();
      return answer.isOk() ? Result.PAID : Result.CARD_DECLINED;
    } catch (HttpTimeoutException _) {
      breaker.failed();
      return Result.NETWORK_TIMEOUT;
    } catch (IOException _) {
      breaker.failed();
      return Result.NETWORK_FAILED;
    }
  }

  private Answer authorize(long amount) throws IOException, InterruptedException {
    Answer answer = cards.post("/authorize", Fields.of("amount", amount));
    if (answer.status() >= 500) {
      throw new IOException("the card network must answer, said " + answer.status());
    }
    return answer;
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
