package dev.clew.demo.telemetry;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where and how spans are sent.
public record OtlpExport(Protocol protocol, URI endpoint) {
  /// Spans show in a page within seconds, so they do not wait for the SDK's usual five.
  private static final Duration DELAY = Duration.ofMillis(500);

  /// These repeat themselves at every failed batch; the tally counts and warns once instead. Held
  /// here because a logger nobody holds forgets its level.
  private static final List<Logger> REPEATING_LOGS =
      List.of(
          Logger.getLogger("io.opentelemetry.exporter"),
          Logger.getLogger("io.opentelemetry.sdk.trace.export"));

  /// An OTLP transport, named as the command line names it.
  public enum Protocol {
    grpc,
    http;

    public URI usualEndpoint() {
      return URI.create("http://127.0.0.1:" + (this == grpc ? 4317 : 4318));
    }
  }

  /// A batch processor and an exporter of its own, as a service in its own process would have.
  public SpanProcessor processor(ExportTally tally) {
    REPEATING_LOGS.forEach(log -> log.setLevel(Level.OFF));
    var batches =
        BatchSpanProcessor.builder(new CountingExporter(exporter(), tally))
            .setScheduleDelay(DELAY)
            .build();
    return SpanProcessor.composite(new MadeSpans(tally), batches);
  }

  private SpanExporter exporter() {
    return switch (protocol) {
      case grpc -> OtlpGrpcSpanExporter.builder().setEndpoint(endpoint.toString()).build();
      case http -> OtlpHttpSpanExporter.builder().setEndpoint(tracesUrl()).build();
    };
  }

  private String tracesUrl() {
    boolean isBare = endpoint.getPath().isEmpty() || endpoint.getPath().equals("/");
    return isBare ? endpoint.resolve("/v1/traces").toString() : endpoint.toString();
  }
}
