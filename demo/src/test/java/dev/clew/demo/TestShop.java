package dev.clew.demo;

import dev.clew.demo.gateway.Identity;
import dev.clew.demo.gateway.Tier;
import dev.clew.demo.http.Fields;
import dev.clew.demo.payments.CardVerdict;
import dev.clew.demo.payments.CardVerdict.Outcome;
import dev.clew.demo.traffic.Customer;
import dev.clew.demo.traffic.Errand;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// The services with a clock and a card network that do what a test says.
final class TestShop implements AutoCloseable {
  /// Short, for tests in which it runs out.
  static final Duration SHORT_PATIENCE = Duration.ofMillis(150);

  /// So long that a busy machine does not run out of it.
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(1);

  static final CardVerdict NEVER = new CardVerdict(Outcome.APPROVED, Duration.ofHours(1));

  final ManualClock clock = new ManualClock();

  private final KeptSpans kept;
  private final Queue<CardVerdict> verdicts = new ConcurrentLinkedQueue<>();
  private final Services services;
  private final Customer customer;

  TestShop() throws Exception {
    this(new KeptSpans(), SimpleSpanProcessor::create, LONG_PATIENCE);
  }

  /// A shop that waits for the card network for so long.
  TestShop(Duration cardTimeout) throws Exception {
    this(new KeptSpans(), SimpleSpanProcessor::create, cardTimeout);
  }

  TestShop(KeptSpans kept, Function<KeptSpans, SpanProcessor> processor) throws Exception {
    this(kept, processor, LONG_PATIENCE);
  }

  private TestShop(
      KeptSpans kept, Function<KeptSpans, SpanProcessor> processor, Duration cardTimeout)
      throws Exception {
    this.kept = kept;
    this.services =
        new Services(
            new Setup(
                0,
                clock,
                new SplittableRandom(7),
                this::verdict,
                cardTimeout,
                Duration.ZERO,
                _ -> processor.apply(kept)));
    this.customer = new Customer(services.gateway());
  }

  /// What the card network does next; it approves when nothing is said.
  void cards(CardVerdict... next) {
    verdicts.addAll(List.of(next));
  }

  static CardVerdict says(Outcome outcome) {
    return new CardVerdict(outcome, Duration.ZERO);
  }

  int get(String path, Fields query) throws Exception {
    return get(path, query, Tier.FREE, Duration.ofMinutes(1));
  }

  int get(String path, Fields query, Tier tier, Duration lifetime) throws Exception {
    return customer.run(new Errand("GET", path, query, visitor(tier, lifetime)));
  }

  int checkout(String key, String lines) throws Exception {
    Fields order = Fields.of("checkout", key).and("lines", lines);
    var visitor = visitor(Tier.FREE, Duration.ofMinutes(1));
    return customer.run(new Errand("POST", "/checkout", order, visitor));
  }

  /// Closes the shop, so that every span has ended, and returns its traces as they began.
  List<Trace> traces() {
    close();
    Map<String, Collection<SpanData>> byId = new LinkedHashMap<>();
    for (SpanData span : new Trace(kept.all()).spans()) {
      byId.computeIfAbsent(span.getTraceId(), _ -> new ArrayList<>()).add(span);
    }
    return byId.values().stream().map(spans -> new Trace(List.copyOf(spans))).toList();
  }

  /// The traces that began at the gateway.
  List<Trace> requests() {
    return traces().stream().filter(trace -> trace.services().contains("gateway")).toList();
  }

  Trace request() {
    return requests().getFirst();
  }

  @Override
  public void close() {
    customer.close();
    services.close();
  }

  private CardVerdict verdict() {
    CardVerdict next = verdicts.poll();
    return next == null ? says(Outcome.APPROVED) : next;
  }

  private Errand.Visitor visitor(Tier tier, Duration lifetime) {
    String token = services.tokens().issue(new Identity("c1", tier), lifetime);
    return new Errand.Visitor(token, "test/1.0", "203.0.113.9");
  }
}
