package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.analyze.Funnel;
import dev.clew.analyze.Funnel.Lost;
import dev.clew.analyze.Funnel.Step;
import dev.clew.analyze.Funnel.Times;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.Optional;

/// Writes how many traces took one step after the other.
final class FunnelWriter {
  private FunnelWriter() {}

  static void write(JsonGenerator json, Funnel funnel) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("steps");
    int entered = funnel.steps().getFirst().traces();
    int before = entered;
    for (Step step : funnel.steps()) {
      step(json, step, before, entered);
      before = step.traces();
    }
    json.writeEndArray();
    times(json, "whole", funnel.whole());
    SearchWriter.write(json, funnel.coverage());
    json.writeEndObject();
  }

  private static void step(JsonGenerator json, Step step, int before, int entered)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("traceCount", step.traces());
    share(json, "shareOfPrevious", step.traces(), before);
    share(json, "shareOfFirst", step.traces(), entered);
    times(json, "sincePrevious", step.since());
    json.writeNumberField("lostCount", step.lost());
    json.writeArrayFieldStart("lost");
    for (Lost lost : step.examples()) {
      json.writeStartObject();
      json.writeStringField("traceId", lost.trace().traceId().toString());
      json.writeStringField("spanId", lost.last().toString());
      Json.moment(json, "startUnixNano", lost.lastStartNanos());
      json.writeStringField("rootService", lost.trace().rootService());
      json.writeStringField("rootName", lost.trace().rootName());
      Json.duration(json, "durationNanos", lost.trace().durationNanos());
      json.writeNumberField("spanCount", lost.trace().spanCount());
      json.writeNumberField("errorCount", lost.trace().errorCount());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Of none there is no share.
  private static void share(JsonGenerator json, String field, int part, int all)
      throws IOException {
    if (all == 0) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, (double) part / all);
    }
  }

  private static void times(JsonGenerator json, String field, Optional<Times> times)
      throws IOException {
    if (times.isEmpty()) {
      json.writeNullField(field);
      return;
    }
    json.writeObjectFieldStart(field);
    Json.duration(json, "p50Nanos", times.get().p50Nanos());
    Json.duration(json, "p95Nanos", times.get().p95Nanos());
    json.writeEndObject();
  }
}
