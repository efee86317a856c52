package dev.clew.serve.clients;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// OpenTelemetry's SDK for Java.
final class ByOpenTelemetry {
  private ByOpenTelemetry() {}

  static List<String> send(List<Told> trace, String client, URI address) {
    var ids = new ArrayList<String>();
    try (SdkTracerProvider provider = provider(exporter(client, address))) {
      Tracer tracer = provider.get("e2e", "1.0");
      var spans = new ArrayList<Span>();
      trace.forEach(told -> spans.add(start(tracer, told, spans)));
      for (int at = 0; at < trace.size(); at++) {
        spans.get(at).end(trace.get(at).endMicros(), TimeUnit.MICROSECONDS);
      }
      ids.add(spans.getFirst().getSpanContext().getTraceId());
      spans.forEach(span -> ids.add(span.getSpanContext().getSpanId()));
    }
    return ids;
  }

  private static SpanExporter exporter(String client, URI address) {
    return client.equals("otlp-grpc")
        ? OtlpGrpcSpanExporter.builder().setEndpoint(address.toString()).build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint(address.resolve("/v1/traces").toString())
            .setCompression("gzip")
            .build();
  }

  private static SdkTracerProvider provider(SpanExporter exporter) {
    Attributes resource =
        Attributes.builder()
            .put("service.name", SendTrace.SERVICE)
            .put("deployment.environment.name", "test")
            .put("host.cores", 4)
            .build();
    return SdkTracerProvider.builder()
        .setResource(Resource.create(resource))
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
        .build();
  }

  private static Span start(Tracer tracer, Told told, List<Span> before) {
    SpanBuilder builder =
        tracer
            .spanBuilder(told.name())
            .setSpanKind(SpanKind.valueOf(told.kind().toUpperCase(Locale.ROOT)))
            .setStartTimestamp(told.startMicros(), TimeUnit.MICROSECONDS)
            .setAllAttributes(attributes(told.attributes()));
    if (told.parent() >= 0) {
      builder.setParent(Context.root().with(before.get(told.parent())));
    }
    if (told.isLinked()) {
      builder.addLink(elsewhere(), attributes(told.linkAttributes()));
    }
    Span span = builder.startSpan();
    told.events()
        .forEach(event ->
            span.addEvent(
                event.name(),
                attributes(event.attributes()),
                event.micros(),
                TimeUnit.MICROSECONDS));
    if (!told.status().equals("unset")) {
      span.setStatus(StatusCode.valueOf(told.status().toUpperCase(Locale.ROOT)), told.message());
    }
    return span;
  }

  private static SpanContext elsewhere() {
    return SpanContext.createFromRemoteParent(
        SendTrace.OTHER_TRACE,
        SendTrace.OTHER_SPAN,
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private static Attributes attributes(Map<String, Object> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach((key, value) -> put(attributes, key, value));
    return attributes.build();
  }

  private static void put(AttributesBuilder attributes, String key, Object value) {
    switch (value) {
      case String text -> attributes.put(key, text);
      case Boolean flag -> attributes.put(key, flag);
      case Long number -> attributes.put(key, number);
      case Double number -> attributes.put(key, number);
      case List<?> list -> putList(attributes, key, list);
      default -> throw new IllegalArgumentException(value + " is of no known type");
    }
  }

  private static void putList(AttributesBuilder attributes, String key, List<?> list) {
    switch (list.isEmpty() ? "" : list.getFirst()) {
      case Boolean _ ->
          attributes.put(
              AttributeKey.booleanArrayKey(key), list.stream().map(Boolean.class::cast).toList());
      case Long _ ->
          attributes.put(
              AttributeKey.longArrayKey(key), list.stream().map(Long.class::cast).toList());
      default ->
          attributes.put(
              AttributeKey.stringArrayKey(key), list.stream().map(String.class::cast).toList());
    }
  }
}
