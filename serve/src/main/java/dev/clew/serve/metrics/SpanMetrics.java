package dev.clew.serve.metrics;

import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.model.ValueType;
import dev.clew.store.CallSeries;
import dev.clew.store.ConnectionType;
import dev.clew.store.CountChanges;
import dev.clew.store.CountListener;
import dev.clew.store.SpanSeries;
import dev.clew.wire.otlp.Attributes;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/// Rates, errors and durations of spans and of calls between services, from all that was stored,
/// under the names of OpenTelemetry's span-metrics connector and of Tempo's metrics generator.
///
/// Spans count when their block is sealed. Any thread.
public final class SpanMetrics implements CountListener, MultiCollector {
  private static final long MILLI = 1_000_000;
  private static final double NANOS = 1e9;
  private static final long[] CONNECTOR_BOUNDS =
      millis(2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1000, 1400, 2000, 5000, 10_000, 15_000);
  private static final long[] GENERATOR_BOUNDS =
      millis(2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384);
  private static final long[] CALL_BOUNDS = millis(100, 200, 400, 800, 1600, 3200, 6400, 12_800);

  private static final Labels OVERFLOW = Labels.of("otel_metric_overflow", "true");

  private final GrowthTable<SpanSeries> spans;
  private final GrowthTable<CallSeries> calls;
  private final Examples examples = new Examples();
  private final SpanSizes sizes;
  private final Targets targets;
  private long batches;

  /// @param mostSeries of spans, and again of calls
  SpanMetrics(int mostSeries) {
    sizes = new SpanSizes(mostSeries);
    targets = new Targets(mostSeries);
    long[] bounds =
        LongStream.concat(Arrays.stream(CONNECTOR_BOUNDS), Arrays.stream(GENERATOR_BOUNDS))
            .sorted()
            .distinct()
            .toArray();
    spans =
        new GrowthTable<>(
            bounds, mostSeries, each -> each.service().isPresent() && each.name().isPresent());
    calls =
        new GrowthTable<>(
            CALL_BOUNDS,
            mostSeries,
            each -> each.client().isPresent() && each.server().isPresent());
  }

  private static long[] millis(long... bounds) {
    return LongStream.of(bounds).map(bound -> bound * MILLI).toArray();
  }

  @Override
  public synchronized void counted(TenantId tenant, CountChanges changes) {
    spans.add(changes.addedSpans(), changes.removedSpans());
    calls.add(changes.addedCalls(), changes.removedCalls());
  }

  /// Takes the sizes of spans that were stored, and one span as an example, each time another one.
  public void stored(SpanBatch stored) {
    if (stored.size() > 0) {
      sizes.add(stored, resource -> service(stored, resource));
      takeExample(stored);
    }
  }

  private synchronized void takeExample(SpanBatch stored) {
    for (int row = 0; row < stored.resources().size(); row++) {
      targets.add(stored, row);
    }
    int row = (int) (batches++ % stored.size());
    SpanSeries series = series(stored, row);
    if (spans.has(series)) {
      examples.add(series, example(stored.spans(), row));
    }
  }

  private static SpanSeries series(SpanBatch stored, int row) {
    Spans spans = stored.spans();
    return new SpanSeries(
        Optional.of(service(stored, stored.scopes().resource(spans.scope(row)))),
        Optional.of(stored.text(spans.name(row))),
        SpanKind.of(spans.kind(row)),
        StatusCode.of(spans.statusCode(row)));
  }

  private static Examples.Example example(Spans spans, int row) {
    long nanos = Math.max(0, spans.endNanos(row) - spans.startNanos(row));
    return new Examples.Example(
        new TraceId(spans.traceIdHigh(row), spans.traceIdLow(row)).toString(),
        new SpanId(spans.spanId(row)).toString(),
        nanos / NANOS,
        spans.endNanos(row) / MILLI);
  }

  private static String service(SpanBatch stored, int resource) {
    Attributes attributes = stored.attributes();
    String service = "";
    for (int at = stored.resources().attributesFrom(resource);
        at < stored.resources().attributesTo(resource);
        at++) {
      if (stored.text(attributes.key(at)).equals("service.name")) {
        service = attributes.type(at) == ValueType.STRING ? stored.text(attributes.value(at)) : "";
      }
    }
    return service;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    var connector = new SpanFamily("service_name", CONNECTOR_BOUNDS, examples::withIds);
    var generator = new SpanFamily("service", GENERATOR_BOUNDS, examples::withTraceId);
    var edges = new Families(CALL_BOUNDS);
    spans.forEach((series, growth) -> {
      connector.add(series, growth);
      generator.add(series, growth);
    });
    calls.forEach((series, growth) -> edges.add(labels(series), growth, Exemplars.EMPTY));
    spans.overflow().ifPresent(growth -> connector.add(OVERFLOW, growth));
    spans.overflow().ifPresent(growth -> generator.add(OVERFLOW, growth));
    calls.overflow().ifPresent(growth -> edges.add(OVERFLOW, growth, Exemplars.EMPTY));
    return MetricSnapshots.of(
        connector.families().count("traces_span_metrics_calls", "Spans, as OpenTelemetry's."),
        connector
            .families()
            .durations("traces_span_metrics_duration_seconds", "How long spans took."),
        generator.families().count("traces_spanmetrics_calls", "Spans, as Tempo has them."),
        generator.families().durations("traces_spanmetrics_latency", "How long spans took."),
        sizes(generator),
        targets.snapshot(OVERFLOW),
        edges.count("traces_service_graph_request", "Calls between services."),
        edges.errors("traces_service_graph_request_failed", "Calls of which a side failed."),
        edges.durations(
            "traces_service_graph_request_server_seconds",
            "How long calls took: for the client, or else for the server."),
        edges.durations(
            "traces_service_graph_request_client_seconds",
            "How long calls took: for the client, or else for the server."));
  }

  private CounterSnapshot sizes(SpanFamily family) {
    var counter =
        CounterSnapshot.builder().name("traces_spanmetrics_size").help("Bytes of spans received.");
    sizes.forEach((series, bytes) -> counter.dataPoint(point(family.labels(series), bytes)));
    if (sizes.overflow() > 0) {
      counter.dataPoint(point(OVERFLOW, sizes.overflow()));
    }
    return counter.build();
  }

  private static CounterDataPointSnapshot point(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static Labels labels(CallSeries series) {
    return Labels.of(
        "client",
        series.client().orElse(""),
        "server",
        series.server().orElse(""),
        "connection_type",
        word(series.type()));
  }

  private static String word(ConnectionType type) {
    return switch (type) {
      case MESSAGING -> "messaging_system";
      case DATABASE -> "database";
      case UNKNOWN, HTTP, RPC -> "";
    };
  }

  /// One of the ways to name metrics of spans.
  private record SpanFamily(
      String service, Families families, Function<SpanSeries, Exemplars> examples) {
    SpanFamily(String service, long[] bounds, Function<SpanSeries, Exemplars> examples) {
      this(service, new Families(bounds), examples);
    }

    void add(SpanSeries series, Growth growth) {
      families.add(labels(series), growth, examples.apply(series));
    }

    Labels labels(SpanSeries series) {
      return Labels.of(
          service,
          series.service().orElse(""),
          "span_name",
          series.name().orElse(""),
          "span_kind",
          "SPAN_KIND_" + series.kind(),
          "status_code",
          "STATUS_CODE_" + series.status());
    }

    void add(Labels overflow, Growth growth) {
      families.add(overflow, growth, Exemplars.EMPTY);
    }
  }

  @Override
  public List<String> getPrometheusNames() {
    return List.of(
        "traces_span_metrics_calls",
        "traces_span_metrics_duration_seconds",
        "traces_spanmetrics_calls",
        "traces_spanmetrics_latency",
        "traces_spanmetrics_size",
        "traces_target",
        "traces_service_graph_request",
        "traces_service_graph_request_failed",
        "traces_service_graph_request_server_seconds",
        "traces_service_graph_request_client_seconds");
  }
}
