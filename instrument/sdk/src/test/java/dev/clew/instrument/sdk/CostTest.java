package dev.clew.instrument.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.clew.instrument.Builder;
import dev.clew.instrument.Clew;
import dev.clew.instrument.Running;
import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Clew costs beside OpenTelemetry alone, in bytes, as these are the same on a busy machine.
class CostTest {
  private static final int TRACES = 2_000;
  private static final int CHILDREN = 3;

  /// Spans enough for a figure and not for a queue to run full.
  private static final int FEW = 400;

  /// Seen were 60 to 125 bytes, as the compiler saw fit.
  private static final int MOST_MORE = 160;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @BeforeEach
  @AfterEach
  void forgetTheSdk() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void lateSampling_atOnePercent_sendsATwentiethAtMost() throws IOException {
    long all = sent(Clew.builder().sampler("always_on"));
    long late = sent(Clew.builder().sampling(0.01).keepErrorsAndSlow(Duration.ofSeconds(60)));

    assertThat(late).isLessThan(all / 20);
  }

  @Test
  void span_withClew_allocatesLittleMore() {
    OpenTelemetrySdk plain =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(BatchSpanProcessor.create(SpanExporter.composite()))
                    .build())
            .build();
    double most = allocatedASpan(plain, Double.MAX_VALUE) + MOST_MORE;
    double with = allocatedASpan(clew(Map.of()), most);
    double late =
        allocatedASpan(
            clew(Map.of("clew.late.enabled", "true", "otel.traces.sampler.arg", "0")), most);

    assertThat(with).isLessThan(most);
    assertThat(late).isLessThan(most);
  }

  private static OpenTelemetrySdk clew(Map<String, String> settings) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> settings)
        .addSpanExporterCustomizer((_, _) -> SpanExporter.composite())
        .build()
        .getOpenTelemetrySdk();
  }

  /// In the thread that makes the spans; the least of many rounds, as the first run uncompiled, and
  /// of more where a busy machine leaves the compiler little time.
  private static double allocatedASpan(OpenTelemetrySdk sdk, double expected) {
    Tracer tracer = sdk.getTracer("test");
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 60 || (i < 1_000 && least >= expected); i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      traces(tracer, FEW);
      least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / (4.0 * FEW));
      sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    }
    sdk.close();
    return least;
  }

  private static void traces(Tracer tracer, int count) {
    for (int i = 0; i < count; i++) {
      trace(tracer, "the same");
    }
  }

  /// Whether the trace is sampled.
  private static boolean trace(Tracer tracer, String requestId) {
    Span root = tracer.spanBuilder("GET /orders/{id}").setParent(Context.root()).startSpan();
    Context context = Context.root().with(root);
    for (int child = 0; child < CHILDREN; child++) {
      tracer
          .spanBuilder("SELECT orders")
          .setParent(context)
          .startSpan()
          .setAttribute("request.id", requestId)
          .end();
    }
    root.end();
    return root.getSpanContext().isSampled();
  }

  private static long sent(Builder builder) throws IOException {
    GlobalOpenTelemetry.resetForTest();
    try (OtlpSink sink = new OtlpSink();
        Running running = builder.endpoint(sink.address()).start()) {
      Tracer tracer = GlobalOpenTelemetry.getTracer("test");
      var random = new Random(1);
      int sampled = 0;
      for (int i = 1; i <= TRACES; i++) {
        // Spans that are all alike would be packed to nothing, and only what every request has be
        // counted.
        String requestId = new UUID(random.nextLong(), random.nextLong()).toString();
        sampled += trace(tracer, requestId) ? 1 : 0;
        if (i % 200 == 0) {
          running.flush(Duration.ofSeconds(30));
          // A flush that follows another at once is told that other's success: so wait to see all.
          int spans = sampled * (1 + CHILDREN);
          await().atMost(Duration.ofSeconds(30)).until(() -> sink.spans().size() == spans);
        }
      }
      return sink.bytes();
    }
  }
}
