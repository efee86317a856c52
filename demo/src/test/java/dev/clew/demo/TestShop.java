package dev.clew.demo;

import static org.awaitility.Awaitility.await;

import dev.clew.demo.gateway.Identity;
import dev.clew.demo.gateway.Tier;
import dev.clew.demo.http.Fields;
import dev.clew.demo.payments.CardNetwork;
import dev.clew.demo.payments.CardVerdict;
import dev.clew.demo.payments.CardVerdict.Outcome;
import dev.clew.demo.traffic.Customer;
import dev.clew.demo.traffic.Errand;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The services in their processes, with a card network that does what a test says; opened once for
/// all tests, each of which is a customer of its own.
final class TestShop implements AutoCloseable {
  static final Path AGENT =
      Path.of(System.getProperty("clew.root"), "instrument/agent/target/clew-javaagent.jar");

  /// So long that a busy machine does not run out of it.
  private static final Duration CARD_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Queue<CardVerdict> verdicts = new ConcurrentLinkedQueue<>();
  private final OtlpReceiver receiver = new OtlpReceiver();
  private final Setup setup;
  private final CardNetwork cards;
  private final Services services;
  private final Customer customer;

  TestShop() throws IOException {
    setup = new Setup(Places.free(), 7, CARD_TIMEOUT, Duration.ZERO);
    cards = new CardNetwork(setup.places().cardsPort(), this::verdict);
    var export = new Services.Export(receiver.endpoint(), "http");
    services = Services.start(setup, AGENT, export);
    customer = new Customer(setup.places().of(Service.GATEWAY));
  }

  /// Hands the shop to the tests that ask for it.
  static final class Open implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == TestShop.class;
    }

    /// JUnit closes it after the last test.
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(
              TestShop.class,
              _ -> {
                try {
                  return new TestShop();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /// What the card network does next; it approves when nothing is said.
  void cards(CardVerdict... next) {
    verdicts.addAll(List.of(next));
  }

  static CardVerdict says(Outcome outcome) {
    return new CardVerdict(outcome, Duration.ZERO);
  }

  /// An answer, and the trace that it names.
  record Visit(int status, String traceId, OtlpReceiver receiver) {
    /// As soon as nothing more will come.
    Trace trace() {
      return trace(_ -> true);
    }

    Trace trace(Predicate<Trace> isEnough) {
      return await()
          .atMost(SOON)
          .until(() -> receiver.trace(traceId), trace -> trace.isWhole() && isEnough.test(trace));
    }
  }

  Visit get(String who, String path, Fields query) throws Exception {
    return get(new Identity(who, Tier.FREE), path, query, Duration.ofMinutes(1));
  }

  Visit get(Identity who, String path, Fields query, Duration lifetime) throws Exception {
    return visit(new Errand("GET", path, query, visitor(who, lifetime)));
  }

  Visit checkout(String who, String key, String lines) throws Exception {
    Fields order = Fields.of("checkout", key).and("lines", lines);
    var visitor = visitor(new Identity(who, Tier.FREE), Duration.ofMinutes(1));
    return visit(new Errand("POST", "/checkout", order, visitor));
  }

  /// The trace in which the notifier has worked on a message of another one.
  Trace linkedTo(Made sent) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                receiver.spans().stream()
                    .filter(span -> span.span().getLinksList().toString().contains(link(sent)))
                    .findFirst()
                    .map(span -> receiver.trace(span.traceId()))
                    .filter(Trace::isWhole)
                    .orElse(new Trace(List.of())),
            trace -> !trace.spans().isEmpty());
  }

  private static String link(Made sent) {
    var link = Span.Link.newBuilder();
    return link.setSpanId(sent.span().getSpanId()).build().toString().strip();
  }

  List<Made> everything() {
    return receiver.spans();
  }

  private Visit visit(Errand errand) throws Exception {
    HttpResponse<Void> answer = customer.run(errand);
    String timing = answer.headers().firstValue("Server-Timing").orElse("");
    String traceId = timing.replaceAll(".*00-([0-9a-f]{32})-.*", "$1");
    return new Visit(answer.statusCode(), traceId, receiver);
  }

  @Override
  public void close() {
    customer.close();
    services.close();
    cards.close();
    receiver.close();
  }

  private CardVerdict verdict() {
    CardVerdict next = verdicts.poll();
    return next == null ? says(Outcome.APPROVED) : next;
  }

  private Errand.Visitor visitor(Identity who, Duration lifetime) {
    return new Errand.Visitor(
        setup.tokens().issue(who, lifetime), "Mozilla/5.0 (test)", "203.0.113.9");
  }
}
