package dev.clew.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// A receiver of OTLP over HTTP on this machine that answers as a test says and remembers what it
/// acknowledged.
public final class FakeReceiver implements AutoCloseable {
  private static final int LONGEST = 64 << 20;

  private final IntFunction<Answer> script;
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, Long> ackedSpansByTrace = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /// @param script the answer to each request by its number, from 0
  public FakeReceiver(IntFunction<Answer> script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// What to answer.
  ///
  /// @param retryAfter the header; empty for none
  public record Answer(int status, String retryAfter, ExportTraceServiceResponse body) {
    public static Answer ok() {
      return of(200);
    }

    public static Answer of(int status) {
      return new Answer(status, "", ExportTraceServiceResponse.getDefaultInstance());
    }

    public static Answer rejecting(long spans, String reason) {
      var body = ExportTraceServiceResponse.newBuilder();
      body.getPartialSuccessBuilder().setRejectedSpans(spans).setErrorMessage(reason);
      return new Answer(200, "", body.build());
    }

    boolean acknowledgesAll() {
      return status == 200 && body.getPartialSuccess().getRejectedSpans() == 0;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public int requests() {
    return requests.get();
  }

  /// The spans of requests that were acknowledged as a whole, by trace id.
  public Map<String, Long> ackedSpansByTrace() {
    return Map.copyOf(ackedSpansByTrace);
  }

  public long ackedSpans() {
    return ackedSpansByTrace.values().stream().mapToLong(Long::longValue).sum();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer = script.apply(requests.getAndIncrement());
      if (answer.acknowledgesAll()) {
        remember(ExportTraceServiceRequest.parseFrom(inflated(exchange, body)));
      }
      if (!answer.retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
      }
      byte[] response = answer.body.toByteArray();
      exchange.sendResponseHeaders(answer.status, response.length == 0 ? -1 : response.length);
      exchange.getResponseBody().write(response);
    }
  }

  private static byte[] inflated(HttpExchange exchange, byte[] body) throws IOException {
    String coding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    Encoding encoding =
        coding == null ? Encoding.IDENTITY : Encoding.valueOf(coding.toUpperCase(Locale.ROOT));
    try {
      return Inflation.inflate(body, encoding, LONGEST);
    } catch (Exception bad) {
      throw new IOException(bad);
    }
  }

  private void remember(ExportTraceServiceRequest request) {
    request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> HexFormat.of().formatHex(span.getTraceId().toByteArray()))
        .forEach(trace -> ackedSpansByTrace.merge(trace, 1L, Long::sum));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
