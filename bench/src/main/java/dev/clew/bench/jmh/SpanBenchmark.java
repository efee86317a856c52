package dev.clew.bench.jmh;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Time a span in the application that is traced, of traces of four: from its start to the queue
/// from which it would be sent; `-prof gc` adds what it allocates.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
public class SpanBenchmark {
  private static final int CHILDREN = 3;

  /// OpenTelemetry's SDK alone, Clew's, Clew's with traces judged late; and the first two where
  /// nothing is sampled.
  @Param({"sdk", "clew", "late", "sdk-off", "clew-off"})
  private String made = "";

  @SuppressWarnings("NullAway.Init") // made before it is measured
  private OpenTelemetrySdk sdk;

  @SuppressWarnings("NullAway.Init") // made before it is measured
  private Tracer tracer;

  @Setup
  public void make() {
    sdk =
        switch (made) {
          case "sdk" -> plain(Sampler.parentBased(Sampler.alwaysOn()));
          case "sdk-off" -> plain(Sampler.parentBased(Sampler.alwaysOff()));
          case "clew-off" -> clew(Map.of("otel.traces.sampler.arg", "0"));
          case "late" ->
              clew(Map.of("otel.traces.sampler.arg", "0.01", "clew.late.enabled", "true"));
          default -> clew(Map.of());
        };
    tracer = sdk.getTracer("bench");
  }

  @TearDown
  public void close() {
    sdk.close();
  }

  @Benchmark
  @OperationsPerInvocation(CHILDREN + 1)
  public Span trace() {
    Span root = tracer.spanBuilder("GET /orders/{id}").setParent(Context.root()).startSpan();
    Context context = Context.root().with(root);
    for (int child = 0; child < CHILDREN; child++) {
      tracer
          .spanBuilder("SELECT orders")
          .setParent(context)
          .startSpan()
          .setAttribute("db.system.name", "h2database")
          .setAttribute("db.query.text", "SELECT item FROM orders WHERE id = ?")
          .end();
    }
    root.setAttribute("http.response.status_code", 200).end();
    return root;
  }

  private static OpenTelemetrySdk plain(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(BatchSpanProcessor.create(SpanExporter.composite()))
                .build())
        .build();
  }

  private static OpenTelemetrySdk clew(Map<String, String> settings) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> settings)
        .addSpanExporterCustomizer((_, _) -> SpanExporter.composite())
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }
}
