package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryLimits;
import dev.clew.serve.api.clew.ClewApi;
import dev.clew.serve.api.clew.KeptLogs;
import dev.clew.serve.api.clew.Vitals;
import dev.clew.serve.api.jaeger.JaegerApi;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.SpanStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The query APIs on a free port of this machine, before a store of the test's own, at a moment
/// that does not pass by itself.
public final class ApiHouse implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-01-02T00:01:00Z");
  public static final int MAX_LIMIT = 50;
  private static final Vitals.Traffic BUSY =
      new Vitals.Traffic(12, 3, OptionalLong.of(SpanSketch.BASE));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// One entry of the meter.
  public record Metered(String api, QueryMeter.Outcome outcome) {}

  private final CountDownLatch gone = new CountDownLatch(1);
  private final BlockingQueue<Metered> metered = new LinkedBlockingQueue<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Server server;

  private ApiHouse(Doors doors) {
    ServerBuilder builder = Server.builder().localPort(0, SessionProtocol.HTTP);
    builder.decorator(this::watched);
    doors.mount(builder, (api, outcome, _) -> metered.add(new Metered(api, outcome)));
    server = builder.build();
    server.start().join();
  }

  private HttpResponse watched(
      HttpService service, ServiceRequestContext context, HttpRequest request) throws Exception {
    HttpResponse response = service.serve(context, request);
    var _ =
        response
            .whenComplete()
            .whenCompleteAsync(
                (_, failure) -> {
                  if (failure != null) {
                    gone.countDown();
                  }
                },
                context.eventLoop());
    return response;
  }

  /// Waits until the server has noticed that a client does not wait for its answer any more.
  public void awaitGone() {
    try {
      if (!gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the server did not notice that a client has gone");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test's thread is not interrupted", e);
    }
  }

  /// What a house serves, and tells its meter.
  public interface Doors {
    void mount(ServerBuilder server, QueryMeter meter);
  }

  /// Serves these doors alone.
  public static ApiHouse serving(Doors doors) {
    return new ApiHouse(doors);
  }

  /// Serves both APIs over a store, with searches as the limits allow.
  public static ApiHouse over(SpanStore store, QueryLimits limits, InstantSource clock) {
    return over(store, limits, clock, BUSY);
  }

  private static ApiHouse over(
      SpanStore store, QueryLimits limits, InstantSource clock, Vitals.Traffic traffic) {
    var engine = new QueryEngine(store, limits, clock);
    return new ApiHouse((server, meter) -> {
      new JaegerApi(engine, new Pinning(store), clock, meter).mount(server);
      new ClewApi(engine, store, KeptLogs.NONE, vitals(store, traffic), clock, meter).mount(server);
    });
  }

  /// Serves both APIs of a process that has received nothing yet.
  public static ApiHouse quiet() {
    return over(
        new InMemorySpanStore(),
        QueryLimits.defaults(),
        () -> NOW,
        new Vitals.Traffic(0, 0, OptionalLong.empty()));
  }

  public static ApiHouse over(SpanStore store) {
    return over(store, QueryLimits.defaults(), () -> NOW);
  }

  /// Serves both APIs over these spans.
  public static ApiHouse of(SpanSketch... spans) {
    return of(Arrays.stream(spans).map(SpanSketch::make).toArray(Span[]::new));
  }

  public static ApiHouse of(Span... spans) {
    var store = new InMemorySpanStore();
    store.add(TenantId.DEFAULT, Arrays.asList(spans));
    return over(store);
  }

  private static Vitals vitals(SpanStore store, Vitals.Traffic traffic) {
    return new Vitals(
        NOW.minusSeconds(3600),
        () -> new Vitals.Config("1.2.3", Duration.ofDays(7), MAX_LIMIT, 4317, 4318),
        () -> traffic,
        store::status);
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.activeLocalPort() + path);
  }

  public Answer get(String path, String... headers) {
    return ask("GET", path, new byte[0], headers);
  }

  public Answer post(String path, String body) {
    return ask("POST", path, body.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends one request and waits for the whole answer.
  public Answer ask(String method, String path, byte[] body, String... headers) {
    try {
      return new Answer(
          client.send(request(method, path, body, headers), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test's thread is not interrupted", e);
    }
  }

  /// Sends one request; cancelling the answer closes the connection.
  public CompletableFuture<?> start(String path) {
    return client.sendAsync(request("GET", path, new byte[0]), BodyHandlers.ofByteArray());
  }

  private java.net.http.HttpRequest request(
      String method, String path, byte[] body, String... headers) {
    var request =
        java.net.http.HttpRequest.newBuilder(address(path))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return request.build();
  }

  /// The next entry of the meter with this outcome.
  public Metered meteredAs(QueryMeter.Outcome outcome) {
    Metered next = metered();
    while (next.outcome() != outcome) {
      next = metered();
    }
    return next;
  }

  /// The next entry of the meter.
  public Metered metered() {
    try {
      Metered next = metered.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was metered");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test's thread is not interrupted", e);
    }
  }

  /// Starts to close; nothing of a test needs to wait for the quiet time that closing takes.
  @Override
  public void close() {
    client.shutdownNow();
    var _ = server.stop();
  }
}
