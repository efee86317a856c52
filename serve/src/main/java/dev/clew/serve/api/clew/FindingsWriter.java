package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.analyze.ClockSkew;
import dev.clew.analyze.Completeness;
import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.PathSection;
import dev.clew.analyze.TraceFindings;
import dev.clew.model.SpanId;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.List;

/// Writes what can be told of one trace.
final class FindingsWriter {
  private FindingsWriter() {}

  static void write(JsonGenerator json, TraceFindings findings) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("criticalPath");
    for (PathSection section : findings.criticalPath()) {
      json.writeStartObject();
      json.writeStringField("spanId", section.span().toString());
      Json.moment(json, "startUnixNano", section.startNanos());
      Json.moment(json, "endUnixNano", section.endNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
    write(json, findings.completeness());
    json.writeArrayFieldStart("clockSkew");
    for (ClockSkew skew : findings.clockSkew()) {
      write(json, skew);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings.findings()) {
      write(json, finding);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Completeness completeness) throws IOException {
    json.writeObjectFieldStart("completeness");
    json.writeBooleanField("complete", completeness.isComplete());
    json.writeNumberField("spanCount", completeness.spans());
    json.writeNumberField("rootCount", completeness.roots());
    json.writeNumberField("orphanCount", completeness.orphans());
    ids(json, "missingParents", completeness.missingParents());
    json.writeNumberField("cycleCount", completeness.cycles());
    json.writeNumberField("unfinishedCount", completeness.unfinished());
    json.writeNumberField("outsideCount", completeness.outside());
    json.writeNumberField("droppedCount", completeness.dropped());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ClockSkew skew) throws IOException {
    json.writeStartObject();
    json.writeStringField("host", skew.host());
    json.writeStringField("relativeTo", skew.relativeTo());
    difference(json, "shiftNanos", skew.shiftNanos());
    difference(json, "leastNanos", skew.leastNanos());
    difference(json, "mostNanos", skew.mostNanos());
    json.writeNumberField("callCount", skew.calls());
    json.writeBooleanField("consistent", skew.isConsistent());
    ids(json, "spanIds", skew.spans());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind(finding.evidence()));
    json.writeStringField("severity", SpanWriter.word(finding.severity()));
    json.writeStringField("title", finding.title());
    ids(json, "spanIds", finding.spans());
    json.writeObjectFieldStart("evidence");
    Json.duration(json, "nanos", finding.nanos());
    json.writeNumberField("share", finding.share());
    write(json, finding.evidence());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String kind(Evidence evidence) {
    return switch (evidence) {
      case Evidence.RootCause _ -> "rootCause";
      case Evidence.Retry _ -> "retry";
      case Evidence.Repeats repeats -> repeats.isOneByOne() ? "nPlusOne" : "repeated";
      case Evidence.Serial _ -> "serial";
      case Evidence.Uncovered _ -> "uncovered";
      case Evidence.Bottleneck _ -> "bottleneck";
      case Evidence.Incomplete _ -> "incomplete";
      case Evidence.Skewed _ -> "clockSkew";
    };
  }

  private static void write(JsonGenerator json, Evidence evidence) throws IOException {
    switch (evidence) {
      case Evidence.RootCause cause -> write(json, cause);
      case Evidence.Retry retry -> write(json, retry);
      case Evidence.Repeats repeats -> write(json, repeats);
      case Evidence.Serial(var parentName, var count, var saving) -> {
        json.writeNumberField("count", count);
        json.writeStringField("parentName", parentName);
        Json.duration(json, "savingNanos", saving);
      }
      case Evidence.Uncovered(var service, var name, var gapStart, var gapEnd) -> {
        span(json, service, name);
        Json.moment(json, "gapStartUnixNano", gapStart);
        Json.moment(json, "gapEndUnixNano", gapEnd);
      }
      case Evidence.Bottleneck(var service, var name) -> span(json, service, name);
      case Evidence.Incomplete(var orphans, var roots) -> {
        json.writeNumberField("orphanCount", orphans);
        json.writeNumberField("rootCount", roots);
      }
      case Evidence.Skewed(var skew) -> {
        json.writeStringField("host", skew.host());
        json.writeStringField("relativeTo", skew.relativeTo());
        difference(json, "shiftNanos", skew.shiftNanos());
      }
    }
  }

  private static void write(JsonGenerator json, Evidence.RootCause cause) throws IOException {
    span(json, cause.service(), cause.name());
    json.writeStringField("message", cause.message());
    json.writeStringField("exceptionType", cause.exceptionType());
    ids(json, "chain", cause.chain());
    json.writeBooleanField("reachesRoot", cause.reachesRoot());
  }

  private static void write(JsonGenerator json, Evidence.Retry retry) throws IOException {
    span(json, retry.service(), retry.name());
    json.writeNumberField("attempts", retry.attempts());
    json.writeBooleanField("recovered", retry.hasRecovered());
    Json.duration(json, "waitNanos", retry.waitNanos());
  }

  private static void write(JsonGenerator json, Evidence.Repeats repeats) throws IOException {
    span(json, repeats.service(), repeats.name());
    json.writeStringField("parentName", repeats.parentName());
    json.writeNumberField("count", repeats.count());
    Json.duration(json, "totalNanos", repeats.totalNanos());
    Json.duration(json, "p50Nanos", repeats.medianNanos());
    Json.duration(json, "maxNanos", repeats.longestNanos());
  }

  private static void span(JsonGenerator json, String service, String name) throws IOException {
    json.writeStringField("service", service);
    json.writeStringField("name", name);
  }

  private static void ids(JsonGenerator json, String field, List<SpanId> ids) throws IOException {
    json.writeFieldName(field);
    Json.texts(json, ids.stream().map(SpanId::toString).toList());
  }

  /// Signed, as near as a JavaScript number comes.
  private static void difference(JsonGenerator json, String field, long nanos) throws IOException {
    json.writeNumberField(field, Math.clamp(nanos, -Json.MAX_SAFE, Json.MAX_SAFE));
  }
}
