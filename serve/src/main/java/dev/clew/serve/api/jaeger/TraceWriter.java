package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one trace as the JSON of Jaeger's first generation, with one span at a time as an object.
final class TraceWriter {
  private static final HexFormat HEX = HexFormat.of();

  private final JsonGenerator json;
  private final ShownTrace trace;
  private final Tags tags;
  private final Processes processes;
  private final @Nullable String[] processNames;

  private TraceWriter(JsonGenerator json, ShownTrace trace, boolean raw) {
    this.json = json;
    this.trace = trace;
    tags = new Tags(raw);
    processes = new Processes(tags);
    processNames = new @Nullable String[trace.resources()];
  }

  /// Writes a trace of one span or more.
  static void write(JsonGenerator json, SpanBatch trace, boolean raw) throws IOException {
    new TraceWriter(json, new ShownTrace(trace, raw), raw).write();
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("traceID", traceId());
    json.writeArrayFieldStart("spans");
    for (int row = 0; row < trace.size(); row++) {
      write(trace.at(row));
    }
    json.writeEndArray();
    json.writeFieldName("processes");
    processes.write(json);
    json.writeNullField("warnings");
    json.writeEndObject();
  }

  private String traceId() {
    return TraceIdText.format(trace.traceIdHigh(), trace.traceIdLow());
  }

  private void write(ShownTrace.Shown shown) throws IOException {
    Span span = shown.span();
    json.writeStartObject();
    json.writeStringField("traceID", traceId());
    json.writeStringField("spanID", HEX.toHexDigits(shown.id()));
    json.writeStringField("operationName", span.name());
    json.writeArrayFieldStart("references");
    for (Reference reference : shown.references()) {
      reference.write(json);
    }
    json.writeEndArray();
    json.writeNumberField("startTime", Long.divideUnsigned(span.startNanos(), 1000));
    json.writeNumberField("duration", span.durationNanos() / 1000);
    json.writeFieldName("tags");
    Tags.write(json, tags.of(span));
    writeLogs(span);
    json.writeStringField("processID", processName(shown));
    writeWarnings(shown.warnings());
    json.writeEndObject();
  }

  private String processName(ShownTrace.Shown shown) {
    int at = shown.resource();
    String known = at < 0 ? null : processNames[at];
    if (known != null) {
      return known;
    }
    String name = processes.nameOf(shown.span().resource());
    if (at >= 0) {
      processNames[at] = name;
    }
    return name;
  }

  private void writeLogs(Span span) throws IOException {
    json.writeArrayFieldStart("logs");
    for (SpanEvent event : trace.events(span)) {
      json.writeStartObject();
      json.writeNumberField("timestamp", Long.divideUnsigned(event.timeNanos(), 1000));
      json.writeFieldName("fields");
      Tags.write(json, tags.of(event));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeWarnings(List<String> warnings) throws IOException {
    json.writeFieldName("warnings");
    if (warnings.isEmpty()) {
      json.writeNull();
    } else {
      json.writeArray(warnings.toArray(String[]::new), 0, warnings.size());
    }
  }
}
