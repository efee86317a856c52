package dev.clew.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.Buckets;
import dev.clew.store.CallSeries;
import dev.clew.store.ConnectionType;
import dev.clew.store.CountChanges;
import dev.clew.store.Counts;
import dev.clew.store.Latencies;
import dev.clew.store.SpanSeries;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanMetricsTest {
  private static final long MILLI = 1_000_000;

  private final SpanMetrics metrics = new SpanMetrics(2);

  private record Durations(List<Long> nanos) implements Latencies {
    private static Durations of(long... nanos) {
      return new Durations(Arrays.stream(nanos).boxed().toList());
    }

    @Override
    public long count() {
      return nanos.size();
    }

    @Override
    public long countUpTo(long most) {
      return nanos.stream().filter(each -> each <= most).count();
    }

    @Override
    public double sum() {
      return nanos.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public long quantile(double part) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void each(Taker taker) {
      nanos.forEach(nano -> taker.take(Buckets.of(nano), 1));
    }
  }

  private static Counts.Cell<SpanSeries> spans(String name, long... nanos) {
    var series =
        new SpanSeries(Optional.of("web"), Optional.of(name), SpanKind.SERVER, StatusCode.UNSET);
    return new Counts.Cell<>(series, Optional.empty(), nanos.length, 0, Durations.of(nanos));
  }

  private static Counts.Cell<CallSeries> calls(String server, int errors, long... nanos) {
    var series = new CallSeries(Optional.of("web"), Optional.of(server), ConnectionType.DATABASE);
    return new Counts.Cell<>(series, Optional.empty(), nanos.length, errors, Durations.of(nanos));
  }

  private void count(List<Counts.Cell<SpanSeries>> added, List<Counts.Cell<SpanSeries>> removed) {
    metrics.counted(TenantId.DEFAULT, new CountChanges(added, removed, List.of(), List.of()));
  }

  private String page() {
    var out = new ByteArrayOutputStream();
    try {
      ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, metrics.collect());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void spans_counted_haveBothNames() {
    count(List.of(spans("GET /", 3 * MILLI, 2_000 * MILLI)), List.of());

    String labels =
        "span_kind=\"SPAN_KIND_SERVER\",span_name=\"GET /\",status_code=\"STATUS_CODE_UNSET\"";
    assertThat(page())
        .contains(
            "traces_span_metrics_calls_total{service_name=\"web\"," + labels + "} 2.0",
            "traces_span_metrics_duration_seconds_bucket{service_name=\"web\","
                + labels
                + ",le=\"0.004\"} 1",
            "traces_span_metrics_duration_seconds_sum{service_name=\"web\"," + labels + "} 2.003",
            "traces_spanmetrics_calls_total{service=\"web\"," + labels + "} 2.0",
            "traces_spanmetrics_latency_bucket{service=\"web\"," + labels + ",le=\"2.048\"} 2",
            "traces_spanmetrics_latency_bucket{service=\"web\"," + labels + ",le=\"1.024\"} 1");
  }

  @Test
  void calls_counted_areEdges() {
    metrics.counted(
        TenantId.DEFAULT,
        new CountChanges(
            List.of(),
            List.of(),
            List.of(calls("db", 1, 150 * MILLI, 90 * MILLI)),
            List.of(calls("db", 0, 90 * MILLI))));

    String labels = "{client=\"web\",connection_type=\"database\",server=\"db\"";
    assertThat(page())
        .contains(
            "traces_service_graph_request_total" + labels + "} 1.0",
            "traces_service_graph_request_failed_total" + labels + "} 1.0",
            "traces_service_graph_request_server_seconds_bucket" + labels + ",le=\"0.1\"} 0",
            "traces_service_graph_request_server_seconds_bucket" + labels + ",le=\"0.2\"} 1");
  }

  @Test
  void counts_takenBack_doNotFall() {
    count(List.of(spans("a", MILLI, MILLI, MILLI)), List.of());
    count(List.of(), List.of(spans("a", MILLI, MILLI)));
    assertThat(page()).contains("status_code=\"STATUS_CODE_UNSET\"} 3.0");

    count(List.of(spans("a", MILLI, MILLI, MILLI)), List.of());

    assertThat(page()).contains("status_code=\"STATUS_CODE_UNSET\"} 4.0");
  }

  @Test
  void series_tooMany_countInTheOverflow() {
    count(List.of(spans("a", 1), spans("b", 1), spans("c", 1), spans("d", 1, 1)), List.of());

    assertThat(page())
        .contains("traces_span_metrics_calls_total{otel_metric_overflow=\"true\"} 3.0")
        .contains("span_name=\"b\"")
        .doesNotContain("span_name=\"c\"");
  }

  @Test
  void series_withoutNames_countInTheOverflow() {
    var nameless =
        new SpanSeries(Optional.of("web"), Optional.empty(), SpanKind.SERVER, StatusCode.UNSET);

    count(List.of(new Counts.Cell<>(nameless, Optional.empty(), 1, 0, Durations.of(5))), List.of());

    assertThat(page())
        .contains("traces_spanmetrics_calls_total{otel_metric_overflow=\"true\"} 1.0");
  }

  private void send(int number, String service, String pod) throws MalformedException {
    send(
        SpanSketch.span(service, "GET /")
            .id(number)
            .resource(Attribute.of("k8s.pod.name", pod), Attribute.of("service.namespace", "eu")));
  }

  /// How long the message of the span is.
  private int send(SpanSketch... spans) throws MalformedException {
    byte[] bytes = OtlpWriter.write(Arrays.stream(spans).map(SpanSketch::make).toList());
    metrics.stored(OtlpReader.read(bytes, bytes.length));
    try {
      return ExportTraceServiceRequest.parseFrom(bytes)
          .getResourceSpans(0)
          .getScopeSpans(0)
          .getSpans(0)
          .getSerializedSize();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sizes_ofSpans_areTheBytesOfTheirMessages() throws MalformedException {
    int first = send(SpanSketch.span("web", "GET /").id(1));
    int second = send(SpanSketch.span("web", "GET /").id(2).resource(Attribute.of("a", "b")));
    int other = send(SpanSketch.span("db", "GET /").id(3));

    assertThat(page())
        .contains("service=\"web\"", (first + second) + ".0")
        .containsPattern(
            "traces_spanmetrics_size_total\\{service=\"web\",.*span_name=\"GET /\",.*} "
                + (first + second)
                + "\\.0")
        .containsPattern("traces_spanmetrics_size_total\\{service=\"db\",.*} " + other + "\\.0");
  }

  @Test
  void sizes_ofALargeRequest_areToldBySomeSpansAndAnotherTimeByOthers() throws MalformedException {
    SpanSketch[] spans = new SpanSketch[32];
    for (int at = 0; at < spans.length; at++) {
      spans[at] = SpanSketch.span("web", at % 2 == 0 ? "even" : "odd!").id(at + 1);
    }

    int size = send(spans);
    assertThat(page()).doesNotContain("span_name=\"odd!\"");
    send(spans);

    assertThat(page().lines().filter(line -> line.startsWith("traces_spanmetrics_size_total")))
        .hasSize(2)
        .allMatch(line -> line.endsWith(" " + 32 * size + ".0"));
  }

  @Test
  void sizes_ofMoreSeries_countInTheOverflow() throws MalformedException {
    send(SpanSketch.span("web", "a").id(1));
    send(SpanSketch.span("web", "b").id(2));
    int third = send(SpanSketch.span("web", "c").id(3));

    assertThat(page())
        .contains("traces_spanmetrics_size_total{otel_metric_overflow=\"true\"} " + third + ".0");
  }

  @Test
  void resources_thatSent_areTargets() throws MalformedException {
    send(1, "web", "a");
    send(2, "web", "a");
    send(3, "db", "b");

    assertThat(page())
        .contains(
            "traces_target_info{instance=\"\",job=\"eu/web\",k8s_pod_name=\"a\"} 1",
            "traces_target_info{instance=\"\",job=\"eu/db\",k8s_pod_name=\"b\"} 1")
        .doesNotContain("traces_target_info{otel_metric_overflow");
  }

  @Test
  void resources_moreThanSeries_areOneMore() throws MalformedException {
    send(1, "web", "a");
    send(2, "web", "b");
    send(3, "web", "c");

    assertThat(page())
        .contains("traces_target_info{otel_metric_overflow=\"true\"} 1")
        .doesNotContain("k8s_pod_name=\"c\"");
  }
}
