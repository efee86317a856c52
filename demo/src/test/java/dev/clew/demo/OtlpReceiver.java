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
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// The smallest OTLP receiver, for HTTP and gRPC: it keeps the spans in memory.
final class OtlpReceiver implements AutoCloseable {
  /// A gRPC message starts with a compression flag and its length.
  private static final int FRAME_HEADER_BYTES = 5;

  /// How what is packed begins; no message does.
  private static final byte GZIP = 0x1f;

  private final List<Made> spans = Collections.synchronizedList(new ArrayList<>());
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

  /// All that came so far.
  List<Made> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }

  Trace trace(String id) {
    return new Trace(spans().stream().filter(span -> span.traceId().equals(id)).toList());
  }

  Set<String> services() {
    return spans().stream().map(Made::service).collect(Collectors.toSet());
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
    byte[] content = request.content().array();
    try (InputStream body = new ByteArrayInputStream(content)) {
      body.skipNBytes(skipped);
      boolean isPacked = skipped > 0 ? content[0] == 1 : content[0] == GZIP;
      InputStream message = isPacked ? new GZIPInputStream(body) : body;
      ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().forEach(this::keep);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keep(ResourceSpans resource) {
    for (ScopeSpans scope : resource.getScopeSpansList()) {
      scope.getSpansList().forEach(span -> spans.add(new Made(resource.getResource(), span)));
    }
  }
}
