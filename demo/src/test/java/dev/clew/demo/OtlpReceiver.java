package dev.clew.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The smallest OTLP/HTTP receiver: it counts spans and notes the services they come from.
final class OtlpReceiver implements AutoCloseable {
  private final LongAdder spans = new LongAdder();
  private final Set<String> services = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long spans() {
    return spans.sum();
  }

  Set<String> services() {
    return Set.copyOf(services);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
          .getResourceSpansList()
          .forEach(this::count);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void count(ResourceSpans resource) {
    resource.getScopeSpansList().forEach(scope -> spans.add(scope.getSpansCount()));
    for (KeyValue attribute : resource.getResource().getAttributesList()) {
      if (attribute.getKey().equals("service.name")) {
        services.add(attribute.getValue().getStringValue());
      }
    }
  }
}
