package dev.clew.instrument.sdk.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// A server that takes OTLP over HTTP on loopback and answers as it is told to.
public final class OtlpSink implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ExportTraceServiceRequest> taken = new CopyOnWriteArrayList<>();
  private final List<ExportLogsServiceRequest> takenLogs = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final List<Long> arrivals = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile @Nullable Answer always;

  /// What the sink does with a request.
  @FunctionalInterface
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  public OtlpSink() throws IOException {
    this(0);
  }

  public OtlpSink(int port) throws IOException {
    this(HttpServer.create(at(port), 0));
  }

  private OtlpSink(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /// One that wants to see a certificate of whoever sends.
  public static OtlpSink withCertificates(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(at(0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = tls.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    return new OtlpSink(server);
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  /// Answers the next requests, one after the other, before all others are taken.
  public OtlpSink next(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  /// Answers every request so; null takes them.
  public OtlpSink always(@Nullable Answer answer) {
    always = answer;
    return this;
  }

  public static Answer status(int code) {
    return exchange -> exchange.sendResponseHeaders(code, -1);
  }

  public static Answer retryAfter(int code, int seconds) {
    return exchange -> {
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
      exchange.sendResponseHeaders(code, -1);
    };
  }

  /// Ends the connection without an answer.
  public static Answer reset() {
    return HttpExchange::close;
  }

  public List<Span> spans() {
    return taken.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  public List<LogRecord> logs() {
    return takenLogs.stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  public List<ResourceSpans> resources() {
    return taken.stream().flatMap(request -> request.getResourceSpansList().stream()).toList();
  }

  /// The headers of every request, also of those not taken.
  public List<Map<String, List<String>>> headers() {
    return headers;
  }

  /// When each request came, in nanoseconds.
  public List<Long> arrivals() {
    return arrivals;
  }

  /// Bytes of all bodies as they came.
  public long bytes() {
    return bytes.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrivals.add(System.nanoTime());
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
      byte[] body = exchange.getRequestBody().readAllBytes();
      bytes.addAndGet(body.length);
      Answer answer = answers.poll();
      if (answer == null) {
        answer = always;
      }
      if (answer != null) {
        answer.give(exchange);
        return;
      }
      boolean isGzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      take(exchange, isGzip ? inflated(body) : body);
    }
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/v1/traces" -> taken.add(ExportTraceServiceRequest.parseFrom(body));
      case "/v1/logs" -> takenLogs.add(ExportLogsServiceRequest.parseFrom(body));
      default -> {}
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private static byte[] inflated(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
