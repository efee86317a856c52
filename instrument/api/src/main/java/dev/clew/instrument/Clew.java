package dev.clew.instrument;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one door to tracing: starts it, runs work in spans, and tells the current span what
/// happened.
///
/// Every method but the starting ones may be called at any time; without a running SDK they do
/// nothing but run the work they are given.
public final class Clew {
  private Clew() {}

  /// Starts tracing as the environment says; see [Builder] for what can be said in code.
  public static Running start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  // --- work in a span of its own ---------------------------------------------------------------

  /// Work inside the process.
  public static SpanWork span(String name) {
    return new SpanWork(name, SpanKind.INTERNAL);
  }

  /// A call to a database, such as `database("postgresql", "SELECT", "orders")`.
  public static SpanWork database(String system, String operation, String collection) {
    return new SpanWork(operation + " " + collection, SpanKind.CLIENT)
        .attr("db.system.name", system)
        .attr("db.operation.name", operation)
        .attr("db.collection.name", collection)
        .attr("operation.type", "database");
  }

  /// Operations on one key of a cache; the span shows the key's pattern, never the key.
  public static CacheWork cache(String system, String key) {
    return new CacheWork(system, key);
  }

  /// A look into a cache in the process itself, such as Caffeine: an event, not a span.
  public static LocalCacheWork localCache(String system, String key) {
    return new LocalCacheWork(system, key);
  }

  /// A call to somebody else's service; [SpanWork#callWithHeaders] hands the headers to send along.
  public static SpanWork external(String peer, URI address) {
    SpanWork work =
        new SpanWork(peer, SpanKind.CLIENT)
            .attr("peer.service", peer)
            .attr("operation.type", "external");
    if (address.getHost() != null) {
      work.attr("server.address", address.getHost());
    }
    return address.getPort() < 0 ? work : work.attr("server.port", address.getPort());
  }

  /// A call that a circuit breaker guards, which is in the given state.
  public static BreakerWork circuitBreaker(String name, String state) {
    return new BreakerWork(name, state);
  }

  /// Answers a request of which no instrumentation knows, in the trace that its headers name.
  ///
  /// @param header a header's value by its name in any case, such as `request::getHeader`
  public static SpanWork request(String name, Function<String, @Nullable String> header) {
    Context caller =
        GlobalOpenTelemetry.getPropagators()
            .getTextMapPropagator()
            .extract(Context.current(), header, LookupGetter.INSTANCE);
    return new SpanWork(name, SpanKind.SERVER).parent(caller);
  }

  /// Sends a message; [SpanWork#callWithHeaders] hands the headers that the message must carry.
  public static SpanWork send(String system, String destination) {
    return messaging("send", SpanKind.PRODUCER, system, destination);
  }

  /// Works on a received message, in the trace that its headers name.
  public static SpanWork process(String system, String destination, Map<String, String> headers) {
    Context sender =
        GlobalOpenTelemetry.getPropagators()
            .getTextMapPropagator()
            .extract(Context.current(), headers, HeaderGetter.INSTANCE);
    return messaging("process", SpanKind.CONSUMER, system, destination).parent(sender);
  }

  private static SpanWork messaging(
      String operation, SpanKind kind, String system, String destination) {
    return new SpanWork(operation + " " + destination, kind)
        .attr("messaging.system", system)
        .attr("messaging.destination.name", destination)
        .attr("messaging.operation.type", operation);
  }

  /// The same object seen through an interface, with a span around each method that is [Traced].
  public static <T> T traced(Class<T> type, T target) {
    return TracedProxy.of(type, target);
  }

  // --- the current span ------------------------------------------------------------------------

  public static void attr(String key, String value) {
    Span.current().setAttribute(key, value);
  }

  public static void attr(String key, long value) {
    Span.current().setAttribute(key, value);
  }

  public static void attr(String key, double value) {
    Span.current().setAttribute(key, value);
  }

  public static void attr(String key, boolean value) {
    Span.current().setAttribute(key, value);
  }

  public static void event(String name) {
    Span.current().addEvent(name);
  }

  public static void event(String name, Attributes attributes) {
    Span.current().addEvent(name, attributes);
  }

  public static void log(Level level, String message) {
    log(level, message, Attributes.empty());
  }

  /// A log entry inside the trace: an event `log` with `log.severity`, `log.message` and the
  /// fields.
  public static void log(Level level, String message, Attributes fields) {
    Attributes entry =
        fields.toBuilder().put("log.severity", level.name()).put("log.message", message).build();
    Span.current().addEvent("log", entry);
  }

  public static void ok() {
    Span.current().setStatus(StatusCode.OK);
  }

  /// The work failed: exception event, status ERROR and `error.type`.
  public static void error(Throwable thrown) {
    Failure.of(thrown).mark(Span.current());
  }

  /// The work failed without an exception; `type` names the kind of failure in few distinct words.
  public static void error(String type, String message) {
    Failure.mark(Span.current(), type, message);
  }

  /// The status TIMEOUT of older tracers: ERROR with `error.type=timeout`.
  public static void timeout(String message) {
    error(Failure.TIMEOUT, message);
  }

  /// The status CANCELLED of older tracers: ERROR with `error.type=cancelled`.
  public static void cancelled(String message) {
    error(Failure.CANCELLED, message);
  }

  /// Whose request this is: the id only as a hash, from which it cannot be read but by trying ids.
  public static void user(String id, String tier) {
    attr("user.hash", UserHash.of(id));
    attr("user.tier", tier);
  }

  /// The same, and works for the user: every span below, also of the services that are called, says
  /// whose request it is, by the baggage; so does the log where it takes that.
  public static <T extends @Nullable Object, E extends Exception> T forUser(
      String id, String tier, Work<T, E> work) throws E {
    user(id, tier);
    Baggage baggage =
        Baggage.current().toBuilder()
            .put("user.hash", UserHash.of(id))
            .put("user.tier", tier)
            .build();
    try (Scope ignored = baggage.makeCurrent()) {
      return work.run();
    }
  }

  /// What a rate limiter decided about the current request.
  public static void rateLimit(String tier, boolean isAllowed, long limit, long remaining) {
    Attributes decision =
        Attributes.builder()
            .put("rate_limit.tier", tier)
            .put("rate_limit.decision", isAllowed ? "allow" : "block")
            .put("rate_limit.limit", limit)
            .put("rate_limit.remaining", remaining)
            .build();
    Span.current().setAllAttributes(decision).addEvent("rate_limit", decision);
  }

  /// The current context as headers, for a client that no instrumentation knows.
  public static Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .inject(Context.current(), headers, HeaderSetter.INSTANCE);
    return headers;
  }
}
