package dev.clew.demo.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The company that charges cards: outside the shop, so without telemetry, and as slow and as flaky
/// as its verdicts say.
public final class CardNetwork implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Supplier<CardVerdict> verdicts;

  public CardNetwork(int port, Supplier<CardVerdict> verdicts) throws IOException {
    this.verdicts = verdicts;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/authorize", this::authorize);
    server.start();
  }

  @Override
  public void close() {
    later.shutdownNow();
    server.stop(0);
    threads.close();
  }

  private void authorize(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    CardVerdict verdict = verdicts.get();
    var _ =
        later.schedule(
            () -> answer(exchange, verdict.outcome().status()),
            verdict.latency().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void answer(HttpExchange exchange, int status) {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    } catch (IOException _) {
      // Whoever asked has stopped waiting.
    }
  }
}
