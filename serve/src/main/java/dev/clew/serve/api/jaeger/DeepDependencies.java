package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.model.TraceTree;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of `/api/deep-dependencies`: the ways that requests took through services, each from
/// where it came in to where it went no further, and a trace that took it.
///
/// @param ways in the order in which they were found, with the trace
record DeepDependencies(Map<List<Stop>, String> ways) {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int MOST_WAYS = 1000;

  /// What a service did for a caller.
  record Stop(String service, String operation) {}

  /// The ways of the traces that a search finds.
  static DeepDependencies of(QueryEngine engine, JaegerSearch search) throws QueryException {
    var all = new LinkedHashMap<List<Stop>, String>();
    for (FoundTrace found : engine.search(TENANT, search.toSearch()).traces()) {
      SpanBatch trace = engine.trace(TENANT, found.trace().traceId());
      if (trace.size() > 0 && all.size() < MOST_WAYS) {
        new Ways(new ShownTrace(trace, false), all).find();
      }
    }
    return new DeepDependencies(all);
  }

  /// Writes the ways that lead through an operation of a service.
  ///
  /// @param operation empty for any
  void write(JsonGenerator json, String service, String operation) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("dependencies");
    for (var way : ways.entrySet()) {
      boolean leadsThrough =
          way.getKey().stream()
              .anyMatch(stop ->
                  stop.service().equals(service)
                      && (operation.isEmpty() || stop.operation().equals(operation)));
      if (leadsThrough) {
        write(json, way.getKey(), way.getValue());
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<Stop> way, String trace) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("path");
    for (Stop stop : way) {
      json.writeStartObject();
      json.writeStringField("service", stop.service());
      json.writeStringField("operation", stop.operation());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("attributes");
    json.writeStartObject();
    json.writeStringField("key", "exemplar_trace_id");
    json.writeStringField("value", trace);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /// The ways through one trace: its spans come a parent before its children.
  private static final class Ways {
    private static final int MOST_STOPS = 100;
    private static final int NONE = -1;

    private final TraceTree tree;
    private final String traceId;
    private final @Nullable Stop[] stops;

    /// By row, the nearest stop above it.
    private final int[] above;

    private final Map<List<Stop>, String> all;

    Ways(ShownTrace trace, Map<List<Stop>, String> all) {
      tree = trace.tree();
      traceId = TraceIdText.format(trace.traceIdHigh(), trace.traceIdLow());
      stops = new @Nullable Stop[trace.size()];
      above = new int[trace.size()];
      this.all = all;
      for (int row = 0; row < stops.length; row++) {
        Span span = trace.at(row).span();
        int parent = tree.parentRow(row);
        boolean comesIn = span.kind() == SpanKind.SERVER || span.kind() == SpanKind.CONSUMER;
        if (comesIn || parent < 0) {
          stops[row] = new Stop(Processes.serviceOf(span.resource()), span.name());
        }
        above[row] = parent < 0 || stops[parent] != null ? parent : above[parent];
      }
    }

    /// Notes a way for each stop that has none below it.
    void find() {
      int last = NONE;
      for (int row = 0; row < stops.length; row++) {
        if (stops[row] != null) {
          if (last != NONE && row >= last + tree.size(last)) {
            note(last);
          }
          last = row;
        }
      }
      if (last != NONE) {
        note(last);
      }
    }

    private void note(int end) {
      var way = new ArrayDeque<Stop>();
      for (int row = end; row >= 0 && way.size() < MOST_STOPS; row = above[row]) {
        Stop stop = stops[row];
        if (stop != null) {
          way.addFirst(stop);
        }
      }
      if (all.size() < MOST_WAYS) {
        all.putIfAbsent(List.copyOf(way), traceId);
      }
    }
  }
}
