package dev.clew.demo;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The smallest OTLP receiver, for HTTP and gRPC: it counts spans and notes their services.
final class OtlpReceiver implements AutoCloseable {
  /// A gRPC message starts with a compression flag and its length.
  private static final int FRAME_HEADER_BYTES = 5;

  private final LongAdder spans = new LongAdder();
  private final Set<String> services = ConcurrentHashMap.newKeySet();
  private final Server server;

  OtlpReceiver() {
    server =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .service("/v1/traces", (_, request) -> overHttp(request))
            .service(
                "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
                (_, request) -> overGrpc(request))
            .build();
    server.start().join();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.activeLocalPort();
  }

  long spans() {
    return spans.sum();
  }

  Set<String> services() {
    return Set.copyOf(services);
  }

  @Override
  public void close() {
    server.stop().join();
  }

  private HttpResponse overHttp(HttpRequest request) {
    return HttpResponse.of(
        request
            .aggregate()
            .thenApply(whole -> {
              receive(whole, 0);
              return HttpResponse.of(HttpStatus.OK);
            }));
  }

  private HttpResponse overGrpc(HttpRequest request) {
    return HttpResponse.of(
        request
            .aggregate()
            .thenApply(whole -> {
              receive(whole, FRAME_HEADER_BYTES);
              return HttpResponse.of(
                  ResponseHeaders.of(
                      HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, "application/grpc+proto"),
                  HttpData.wrap(new byte[FRAME_HEADER_BYTES]),
                  HttpHeaders.of("grpc-status", 0));
            }));
  }

  private void receive(AggregatedHttpRequest request, int skipped) {
    try (InputStream body = new ByteArrayInputStream(request.content().array())) {
      body.skipNBytes(skipped);
      ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
