package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.analyze.Change;
import dev.clew.analyze.Changes;
import dev.clew.analyze.CountedRange;
import dev.clew.analyze.Percentiles;
import dev.clew.analyze.Red;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.ServiceOverview;
import dev.clew.analyze.ServiceVersions;
import dev.clew.analyze.ServicesOverview;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Writes how services, operations and the calls between them are doing.
final class RedWriter {
  private RedWriter() {}

  static void write(JsonGenerator json, ServicesOverview overview) throws IOException {
    json.writeStartObject();
    ranges(json, overview.range(), overview.previous());
    json.writeArrayFieldStart("services");
    for (ServicesOverview.Row row : overview.services()) {
      json.writeStartObject();
      row(json, row);
      json.writeNumberField("operationCount", row.operations());
      json.writeEndObject();
    }
    json.writeEndArray();
    SearchWriter.write(json, overview.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, ServiceOverview overview) throws IOException {
    json.writeStartObject();
    ranges(json, overview.range(), overview.previous());
    row(json, overview.row());
    json.writeArrayFieldStart("series");
    for (int step = 0; step < overview.series().size(); step++) {
      json.writeStartObject();
      Json.moment(
          json,
          "startUnixNano",
          overview.range().startNanos() + step * overview.range().stepNanos());
      red(json, "red", overview.series().get(step));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("operations");
    for (ServiceOverview.Operation operation : overview.operations()) {
      json.writeStartObject();
      json.writeStringField("name", operation.name());
      json.writeStringField("kind", SpanWriter.word(operation.kind()));
      red(json, "red", operation.red());
      red(json, "before", operation.before());
      counts(json, operation.sparkline());
      json.writeEndObject();
    }
    json.writeEndArray();
    edges(json, "upstream", overview.upstream());
    edges(json, "downstream", overview.downstream());
    SearchWriter.write(json, overview.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, ServiceVersions versions) throws IOException {
    json.writeStartObject();
    ranges(json, versions.range(), versions.previous());
    json.writeStringField("service", versions.service());
    json.writeStringField("basis", SpanWriter.word(versions.basis()));
    json.writeArrayFieldStart("versions");
    for (ServiceVersions.Version version : versions.versions()) {
      json.writeStartObject();
      json.writeStringField("version", version.name());
      red(json, "red", version.red());
      counts(json, version.sparkline());
      Json.moment(json, "firstSeenUnixNano", version.firstSeenNanos());
      json.writeBooleanField("new", version.isNew());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", versions.isTruncated());
    SearchWriter.write(json, versions.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, ServiceMap map) throws IOException {
    json.writeStartObject();
    ranges(json, map.range(), map.previous());
    json.writeArrayFieldStart("nodes");
    for (ServiceMap.Node node : map.nodes()) {
      json.writeStartObject();
      json.writeStringField("name", node.name());
      json.writeBooleanField("instrumented", node.isInstrumented());
      red(json, "red", node.red());
      red(json, "before", node.before());
      json.writeEndObject();
    }
    json.writeEndArray();
    edges(json, "edges", map.edges());
    json.writeNumberField("hiddenEdgeCount", map.hiddenEdges());
    SearchWriter.write(json, map.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Changes changes) throws IOException {
    json.writeStartObject();
    ranges(json, changes.range(), changes.previous());
    json.writeArrayFieldStart("changes");
    for (Change change : changes.changes()) {
      json.writeStartObject();
      json.writeStringField("service", change.service());
      json.writeStringField("name", change.name());
      json.writeStringField("kind", SpanWriter.word(change.kind()));
      json.writeStringField("what", SpanWriter.word(change.what()));
      json.writeStringField("direction", change.isUp() ? "up" : "down");
      json.writeNumberField("score", change.score());
      json.writeStringField("title", title(change));
      red(json, "red", change.red());
      red(json, "before", change.before());
      json.writeEndObject();
    }
    json.writeEndArray();
    SearchWriter.write(json, changes.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Percentiles percentiles) throws IOException {
    json.writeStartObject();
    range(json, "range", percentiles.range());
    json.writeArrayFieldStart("spans");
    for (Percentiles.Rank rank : percentiles.spans()) {
      json.writeStartObject();
      json.writeStringField("spanId", rank.span().toString());
      json.writeFieldName("percentile");
      if (rank.percentile().isPresent()) {
        json.writeNumber(rank.percentile().getAsDouble());
      } else {
        json.writeNull();
      }
      json.writeNumberField("populationCount", rank.population().count());
      latencies(json, rank.population());
      json.writeEndObject();
    }
    json.writeEndArray();
    SearchWriter.write(json, percentiles.coverage());
    json.writeEndObject();
  }

  /// What a person reads of a change.
  private static String title(Change change) {
    String what =
        switch (change.what()) {
          case ERRORS ->
              "errors %s → %s"
                  .formatted(
                      percent(change.before().errorRate()), percent(change.red().errorRate()));
          case LATENCY ->
              "p95 %s → %s"
                  .formatted(millis(change.before().p95Nanos()), millis(change.red().p95Nanos()));
          case RATE ->
              "rate %s → %s a second"
                  .formatted(number(change.before().rate()), number(change.red().rate()));
          case NEW -> "new, " + change.red().count() + " times";
          case GONE -> "gone, was there " + change.before().count() + " times";
        };
    return change.service() + " · " + change.name() + ": " + what;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  private static void row(JsonGenerator json, ServicesOverview.Row row) throws IOException {
    json.writeStringField("service", row.service());
    json.writeStringField("basis", SpanWriter.word(row.basis()));
    red(json, "red", row.red());
    red(json, "before", row.before());
    counts(json, row.sparkline());
  }

  private static void edges(JsonGenerator json, String field, List<ServiceMap.Edge> edges)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (ServiceMap.Edge edge : edges) {
      json.writeStartObject();
      json.writeStringField("client", edge.client());
      json.writeStringField("server", edge.server());
      json.writeStringField("connectionType", SpanWriter.word(edge.type()));
      red(json, "red", edge.red());
      red(json, "before", edge.before());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void counts(JsonGenerator json, List<Long> counts) throws IOException {
    json.writeArrayFieldStart("sparkline");
    for (long count : counts) {
      json.writeNumber(count);
    }
    json.writeEndArray();
  }

  private static void red(JsonGenerator json, String field, Red red) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("count", red.count());
    json.writeNumberField("rate", red.rate());
    json.writeNumberField("errors", red.errors());
    json.writeNumberField("errorRate", red.errorRate());
    latencies(json, red);
    json.writeEndObject();
  }

  private static void latencies(JsonGenerator json, Red red) throws IOException {
    Json.duration(json, "p50Nanos", red.p50Nanos());
    Json.duration(json, "p95Nanos", red.p95Nanos());
    Json.duration(json, "p99Nanos", red.p99Nanos());
  }

  private static void ranges(JsonGenerator json, CountedRange range, CountedRange previous)
      throws IOException {
    range(json, "range", range);
    range(json, "previous", previous);
  }

  private static void range(JsonGenerator json, String field, CountedRange range)
      throws IOException {
    json.writeObjectFieldStart(field);
    Json.moment(json, "startUnixNano", range.startNanos());
    Json.moment(json, "endUnixNano", range.endNanos());
    json.writeNumberField("stepNanos", range.stepNanos());
    json.writeEndObject();
  }
}
