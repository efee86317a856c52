package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.jaeger.JaegerGrpc.message;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Json;
import dev.clew.store.Counts;
import dev.clew.store.Latencies;
import dev.clew.store.LatencySum;
import dev.clew.store.SpanSeries;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The numbers of `/api/metrics/…`, from what the store counts: by service, or by service and name,
/// a point for each step. A point stands at the end of its step.
///
/// Owned by one thread.
final class ServiceMetrics {
  /// What a line is of; without an operation of all of them.
  record Label(String service, String operation) implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      int byService = service.compareTo(other.service);
      return byService != 0 ? byService : operation.compareTo(other.operation);
    }
  }

  /// A kind of numbers.
  ///
  /// @param name what it is, after `service_` or `service_operation_`
  record Family(String name, String help, Reading reading) {
    static final Family CALLS = new Family("call_rate", "calls a second", Step::callRate);
    static final Family ERRORS =
        new Family("error_rate", "part of the calls that failed", (step, _) -> step.errorRate());

    static Family latencies(double quantile) {
      return new Family(
          "latencies",
          "quantile of the latencies in milliseconds",
          (step, _) -> step.latencyMillis(quantile));
    }
  }

  /// What is told of a step, such as calls a second.
  @FunctionalInterface
  interface Reading {
    double of(Step step, double seconds);
  }

  private final MetricsQuestion asked;
  private final Map<Label, Step[]> lines = new TreeMap<>();

  ServiceMetrics(MetricsQuestion asked, Counts<SpanSeries> counts) {
    this.asked = asked;
    for (Counts.Cell<SpanSeries> cell : counts.cells()) {
      add(cell);
    }
  }

  /// Spans whose service or step is not known any more are of no line.
  private void add(Counts.Cell<SpanSeries> cell) {
    String service = cell.series().service().orElse("");
    boolean isAsked =
        asked.services().contains(service) && asked.kinds().contains(cell.series().kind());
    long at =
        Math.floorDiv(
            cell.stepStartNanos().orElse(Long.MIN_VALUE) - asked.firstNanos(), asked.stepNanos());
    if (isAsked && at >= 0 && at < asked.points()) {
      String operation = asked.byOperation() ? cell.series().name().orElse("(others)") : "";
      Step[] line = lines.computeIfAbsent(new Label(service, operation), _ -> steps());
      line[(int) at].add(cell);
    }
  }

  private Step[] steps() {
    var steps = new Step[asked.points()];
    for (int at = 0; at < steps.length; at++) {
      steps[at] = new Step();
    }
    return steps;
  }

  /// What was counted in a step.
  static final class Step {
    private long calls;
    private long errors;
    private final List<Latencies> latencies = new ArrayList<>(1);

    private void add(Counts.Cell<SpanSeries> cell) {
      calls += cell.count();
      errors += cell.series().status() == StatusCode.ERROR ? cell.count() : 0;
      latencies.add(cell.latencies());
    }

    double callRate(double seconds) {
      return calls / seconds;
    }

    /// The part of the calls that failed.
    double errorRate() {
      return calls == 0 ? Double.NaN : (double) errors / calls;
    }

    /// The milliseconds within which a part of the calls was done.
    double latencyMillis(double quantile) {
      return calls == 0
          ? Double.NaN
          : (double) LatencySum.of(latencies).quantile(quantile) / 1_000_000;
    }
  }

  private String name(Family family) {
    return (asked.byOperation() ? "service_operation_" : "service_") + family.name();
  }

  /// Writes it as `MetricFamily` of `jaeger_metrics.proto`.
  void write(ProtoWriter out, Family family) {
    out.text(message(1), name(family));
    out.varint(2 << 3 | WireType.VARINT, 1);
    out.text(message(4), family.help());
    lines.forEach((label, steps) -> {
      int metric = out.begin(message(5));
      if (asked.byOperation()) {
        writeLabel(out, "operation", label.operation());
      }
      writeLabel(out, "service_name", label.service());
      writePoints(out, steps, family.reading());
      out.end(metric);
    });
  }

  private static void writeLabel(ProtoWriter out, String name, String value) {
    int label = out.begin(message(1));
    out.text(message(1), name);
    out.text(message(2), value);
    out.end(label);
  }

  private void writePoints(ProtoWriter out, Step[] steps, Reading reading) {
    double seconds = (double) asked.stepNanos() / TimeUnit.SECONDS.toNanos(1);
    for (int at = 0; at < steps.length; at++) {
      int point = out.begin(message(2));
      int gauge = out.begin(message(2));
      out.fixed64(
          1 << 3 | WireType.FIXED64, Double.doubleToLongBits(reading.of(steps[at], seconds)));
      out.end(gauge);
      int time = out.begin(message(8));
      long end = asked.firstNanos() + (at + 1) * asked.stepNanos();
      out.varint(1 << 3 | WireType.VARINT, TimeUnit.NANOSECONDS.toSeconds(end));
      out.end(time);
      out.end(point);
    }
  }

  /// Writes it as Prometheus metrics are written in JSON.
  void write(JsonGenerator json, Family family) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name(family));
    json.writeStringField("type", "GAUGE");
    json.writeStringField("help", family.help());
    json.writeArrayFieldStart("metrics");
    for (Map.Entry<Label, Step[]> line : lines.entrySet()) {
      json.writeStartObject();
      writeLabels(json, line.getKey());
      writePoints(json, line.getValue(), family.reading());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeLabels(JsonGenerator json, Label label) throws IOException {
    json.writeArrayFieldStart("labels");
    if (asked.byOperation()) {
      writeLabel(json, "operation", label.operation());
    }
    writeLabel(json, "service_name", label.service());
    json.writeEndArray();
  }

  private static void writeLabel(JsonGenerator json, String name, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("value", value);
    json.writeEndObject();
  }

  private void writePoints(JsonGenerator json, Step[] steps, Reading reading) throws IOException {
    double seconds = (double) asked.stepNanos() / TimeUnit.SECONDS.toNanos(1);
    Instant end = Instant.EPOCH.plus(Duration.ofNanos(asked.firstNanos()));
    json.writeArrayFieldStart("metricPoints");
    for (Step step : steps) {
      end = end.plusNanos(asked.stepNanos());
      json.writeStartObject();
      json.writeObjectFieldStart("gaugeValue");
      json.writeFieldName("doubleValue");
      Json.real(json, reading.of(step, seconds));
      json.writeEndObject();
      json.writeStringField("timestamp", end.toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
