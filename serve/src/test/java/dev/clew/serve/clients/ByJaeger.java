package dev.clew.serve.clients;

import io.jaegertracing.internal.JaegerSpan;
import io.jaegertracing.internal.JaegerSpanContext;
import io.jaegertracing.internal.JaegerTracer;
import io.jaegertracing.internal.reporters.RemoteReporter;
import io.jaegertracing.internal.samplers.ConstSampler;
import io.jaegertracing.spi.Sender;
import io.jaegertracing.thrift.internal.senders.HttpSender;
import io.jaegertracing.thrift.internal.senders.UdpSender;
import io.opentracing.References;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Jaeger's client for Java; says last which address it tells of its host.
final class ByJaeger {
  private static final int MAX_PACKET = 65_000;
  private static final byte SAMPLED = 1;

  private ByJaeger() {}

  static List<String> send(List<Told> trace, String client, URI address) throws Exception {
    var ids = new ArrayList<String>();
    try (JaegerTracer tracer = tracer(sender(client, address))) {
      var spans = new ArrayList<JaegerSpan>();
      trace.forEach(told -> spans.add(start(tracer, told, spans)));
      for (int at = 0; at < trace.size(); at++) {
        spans.get(at).finish(trace.get(at).endMicros());
      }
      ids.add(spans.getFirst().context().getTraceId());
      spans.forEach(span -> ids.add(span.context().toSpanId()));
      ids.add(tracer.tags().get("ip").toString());
    }
    return ids;
  }

  private static Sender sender(String client, URI address) throws Exception {
    return client.equals("jaeger-http")
        ? new HttpSender.Builder(address.resolve("/api/traces").toString()).build()
        : new UdpSender(address.getHost(), address.getPort(), MAX_PACKET);
  }

  private static JaegerTracer tracer(Sender sender) {
    return new JaegerTracer.Builder(SendTrace.SERVICE)
        .withReporter(new RemoteReporter.Builder().withSender(sender).build())
        .withSampler(new ConstSampler(true))
        .withTraceId128Bit()
        .withTag("zone", "b")
        .build();
  }

  private static JaegerSpan start(JaegerTracer tracer, Told told, List<JaegerSpan> before) {
    JaegerTracer.SpanBuilder builder =
        tracer.buildSpan(told.name()).withStartTimestamp(told.startMicros());
    if (told.parent() >= 0) {
      builder.asChildOf(before.get(told.parent()));
    }
    if (told.isLinked()) {
      builder.addReference(References.FOLLOWS_FROM, elsewhere());
    }
    JaegerSpan span = builder.start();
    span.setTag("span.kind", told.kind());
    if (told.status().equals("error")) {
      span.setTag("error", true);
    }
    told.attributes().forEach((key, value) -> tag(span, key, value));
    for (Told.Event event : told.events()) {
      Map<String, Object> fields = new LinkedHashMap<>(event.attributes());
      fields.put("event", event.name());
      span.log(event.micros(), fields);
    }
    return span;
  }

  private static JaegerSpanContext elsewhere() {
    return new JaegerSpanContext(
        Long.parseUnsignedLong(SendTrace.OTHER_TRACE, 0, 16, 16),
        Long.parseUnsignedLong(SendTrace.OTHER_TRACE, 16, 32, 16),
        Long.parseUnsignedLong(SendTrace.OTHER_SPAN, 16),
        0,
        SAMPLED);
  }

  private static void tag(JaegerSpan span, String key, Object value) {
    switch (value) {
      case Boolean flag -> span.setTag(key, flag);
      case Number number -> span.setTag(key, number);
      default -> span.setTag(key, value.toString());
    }
  }
}
