package dev.clew.serve.clients;

import brave.Span;
import brave.Tracing;
import brave.sampler.Sampler;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/// Brave with Zipkin's reporter.
final class ByBrave {
  private ByBrave() {}

  static List<String> send(List<Told> trace, String client, URI address) throws IOException {
    Encoding encoding = client.equals("brave-json") ? Encoding.JSON : Encoding.PROTO3;
    var ids = new ArrayList<String>();
    try (BytesMessageSender sender =
            URLConnectionSender.newBuilder()
                .endpoint(address.resolve("/api/v2/spans").toString())
                .encoding(encoding)
                .build();
        var handler = AsyncZipkinSpanHandler.create(sender);
        Tracing tracing = tracing(handler, encoding == Encoding.PROTO3)) {
      var spans = new ArrayList<Span>();
      trace.forEach(told -> spans.add(start(tracing, told, spans)));
      for (int at = 0; at < trace.size(); at++) {
        spans.get(at).finish(trace.get(at).endMicros());
      }
      ids.add(spans.getFirst().context().traceIdString());
      spans.forEach(span -> ids.add(span.context().spanIdString()));
      handler.flush();
    }
    return ids;
  }

  private static Tracing tracing(AsyncZipkinSpanHandler handler, boolean is128) {
    return Tracing.newBuilder()
        .localServiceName(SendTrace.SERVICE)
        .localIp("10.1.2.3")
        .localPort(8080)
        .traceId128Bit(is128)
        .sampler(Sampler.ALWAYS_SAMPLE)
        .addSpanHandler(handler)
        .build();
  }

  private static Span start(Tracing tracing, Told told, List<Span> before) {
    Span span =
        told.parent() < 0
            ? tracing.tracer().newTrace()
            : tracing.tracer().newChild(before.get(told.parent()).context());
    span.name(told.name()).start(told.startMicros());
    if (!told.kind().equals("internal")) {
      span.kind(Span.Kind.valueOf(told.kind().toUpperCase(Locale.ROOT)));
    }
    told.attributes().forEach((key, value) -> span.tag(key, value.toString()));
    told.events().forEach(event -> span.annotate(event.micros(), event.name()));
    if (told.status().equals("error")) {
      span.tag("error", told.message());
    }
    return span;
  }
}
