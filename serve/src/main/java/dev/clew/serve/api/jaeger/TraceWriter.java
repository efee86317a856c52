package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.TraceTree;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one trace as the JSON of Jaeger's first generation, a parent before its children, with
/// one span at a time as an object.
///
/// Unless raw, the trace is adjusted for its readers: ids shared by both ends of a call are split,
/// attributes stand in order of their keys and events in order of time, links that point nowhere
/// are left out, and warnings say what is odd.
final class TraceWriter {
  private static final HexFormat HEX = HexFormat.of();
  private static final String INVALID_LINK = "Invalid span link removed";

  private static final Comparator<SpanEvent> BY_TIME =
      Comparator.<SpanEvent>comparingLong(event -> event.timeNanos() + Long.MIN_VALUE)
          .thenComparing(SpanEvent::name);

  private final JsonGenerator json;
  private final SpanBatch batch;
  private final boolean raw;
  private final Tags tags;
  private final SpanIds ids;
  private final TraceTree tree;
  private final Processes processes;
  private final @Nullable String[] processNames;
  private final @Nullable String[] skews;

  private TraceWriter(JsonGenerator json, SpanBatch batch, boolean raw) {
    this.json = json;
    this.batch = batch;
    this.raw = raw;
    tags = new Tags(raw);
    ids = new SpanIds(batch.spans(), raw);
    tree = TraceTree.of(ids.ids(), ids.parents(), starts(batch));
    processes = new Processes(tags);
    processNames = new @Nullable String[batch.resources().size()];
    skews = raw ? new @Nullable String[batch.size()] : skews();
  }

  /// Writes a trace of one span or more.
  static void write(JsonGenerator json, SpanBatch trace, boolean raw) throws IOException {
    new TraceWriter(json, trace, raw).write();
  }

  private static long[] starts(SpanBatch batch) {
    long[] starts = new long[batch.size()];
    for (int span = 0; span < starts.length; span++) {
      starts[span] = batch.spans().startNanos(span);
    }
    return starts;
  }

  private @Nullable String[] skews() {
    String[] hosts = new String[batch.resources().size()];
    for (int resource = 0; resource < hosts.length; resource++) {
      hosts[resource] = Processes.hostOf(ModelSpans.resource(batch, resource));
    }
    return ClockSkew.warnings(batch.spans(), ids, tree, span -> hosts[resourceOf(span)]);
  }

  private int resourceOf(int span) {
    return batch.scopes().resource(batch.spans().scope(span));
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("traceID", traceId());
    json.writeArrayFieldStart("spans");
    for (int row = 0; row < tree.rowCount(); row++) {
      write(tree.spanAt(row));
    }
    json.writeEndArray();
    json.writeFieldName("processes");
    processes.write(json);
    json.writeNullField("warnings");
    json.writeEndObject();
  }

  private String traceId() {
    return TraceIdText.format(batch.spans().traceIdHigh(0), batch.spans().traceIdLow(0));
  }

  private void write(int row) throws IOException {
    Span sent = ModelSpans.span(batch, row);
    LibraryAttributes library =
        raw ? new LibraryAttributes(sent, List.of()) : LibraryAttributes.moved(sent);
    Span span = library.span();
    json.writeStartObject();
    json.writeStringField("traceID", traceId());
    json.writeStringField("spanID", HEX.toHexDigits(ids.ids()[row]));
    json.writeStringField("operationName", span.name());
    json.writeFieldName("references");
    References.write(json, span, ids.parents()[row], raw);
    json.writeNumberField("startTime", Long.divideUnsigned(span.startNanos(), 1000));
    json.writeNumberField("duration", span.durationNanos() / 1000);
    json.writeFieldName("tags");
    Tags.write(json, tags.of(span));
    writeLogs(span);
    boolean isMoved = !span.resource().equals(sent.resource());
    json.writeStringField(
        "processID",
        isMoved ? processes.nameOf(span.resource()) : processName(row, span.resource()));
    writeWarnings(warnings(row, library));
    json.writeEndObject();
  }

  private String processName(int span, Resource resource) {
    int at = resourceOf(span);
    String name = processNames[at];
    if (name == null) {
      name = processes.nameOf(resource);
      processNames[at] = name;
    }
    return name;
  }

  private void writeLogs(Span span) throws IOException {
    List<SpanEvent> events = raw ? span.events() : span.events().stream().sorted(BY_TIME).toList();
    json.writeArrayFieldStart("logs");
    for (SpanEvent event : events) {
      List<Attribute> fields = tags.of(event);
      json.writeStartObject();
      json.writeNumberField("timestamp", Long.divideUnsigned(event.timeNanos(), 1000));
      json.writeFieldName("fields");
      Tags.write(json, fields);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private List<String> warnings(int row, LibraryAttributes library) {
    var warnings = new ArrayList<String>();
    String skew = skews[row];
    if (skew != null) {
      warnings.add(skew);
    }
    for (String key : library.conflicts()) {
      warnings.add("conflicting values between Span and Resource for attribute " + key);
    }
    if (!raw && !library.span().links().stream().allMatch(References::isValid)) {
      warnings.add(INVALID_LINK);
    }
    return warnings;
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
