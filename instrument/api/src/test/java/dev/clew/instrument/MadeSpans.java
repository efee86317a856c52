package dev.clew.instrument;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A running SDK for one test, and the spans that were made in it.
final class MadeSpans implements BeforeEachCallback, AfterEachCallback {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  @Override
  public void beforeEach(ExtensionContext context) {
    GlobalOpenTelemetry.resetForTest();
    TextMapPropagator propagator =
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
    OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .setPropagators(ContextPropagators.create(propagator))
        .buildAndRegisterGlobal();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    GlobalOpenTelemetry.resetForTest();
  }

  List<SpanData> all() {
    return exporter.getFinishedSpanItems();
  }

  SpanData only() {
    if (all().size() != 1) {
      throw new AssertionError("needs one span, got " + all());
    }
    return all().get(0);
  }
}
