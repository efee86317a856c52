package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.wire.otlp.Events;
import dev.clew.wire.otlp.Links;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.Resources;
import dev.clew.wire.otlp.Scopes;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/// Writes a batch as OTLP/JSON, `{"resourceSpans":[…]}`, span by span.
///
/// As protobuf's JSON does it leaves out what is zero or empty; a resource and a scope are always
/// there. Fields of the future have no name and are left out.
///
/// Owned by one thread.
public final class OtlpJsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();
  private static final int NONE = -1;

  private final SpanBatch batch;
  private final JsonGenerator json;

  private OtlpJsonWriter(SpanBatch batch, JsonGenerator json) {
    this.batch = batch;
    this.json = json;
  }

  public static byte[] write(SpanBatch batch) {
    var out = new ByteArrayOutputStream(batch.bytes().length);
    try {
      write(batch, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array takes every byte
    }
    return out.toByteArray();
  }

  /// Writes to a stream and leaves it open.
  public static void write(SpanBatch batch, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      write(batch, json);
    }
  }

  /// Writes the object as the next value of a larger text.
  public static void write(SpanBatch batch, JsonGenerator json) throws IOException {
    new OtlpJsonWriter(batch, json).writeRequest();
  }

  /// Writes what stands in the array `resourceSpans`, so that a large request can be written in
  /// parts.
  public static void writeResourceSpans(SpanBatch batch, JsonGenerator json) throws IOException {
    new OtlpJsonWriter(batch, json).writeResourceSpans();
  }

  private void writeRequest() throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("resourceSpans");
    writeResourceSpans();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeResourceSpans() throws IOException {
    int resource = NONE;
    int scope = NONE;
    for (int row = 0; row < batch.size(); row++) {
      int ofScope = batch.spans().scope(row);
      int ofResource = batch.scopes().resource(ofScope);
      if (ofScope != scope) {
        end(scope);
        if (ofResource != resource) {
          end(resource);
          startResource(ofResource);
          resource = ofResource;
        }
        startScope(ofScope);
        scope = ofScope;
      }
      writeSpan(row);
    }
    end(scope);
    end(resource);
  }

  private void startResource(int row) throws IOException {
    Resources resources = batch.resources();
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    writeAttributes(resources.attributesFrom(row), resources.attributesTo(row));
    writeCount("droppedAttributesCount", resources.droppedAttributes(row));
    json.writeEndObject();
    writeText("schemaUrl", resources.schemaUrl(row));
    json.writeArrayFieldStart("scopeSpans");
  }

  private void startScope(int row) throws IOException {
    Scopes scopes = batch.scopes();
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    writeText("name", scopes.name(row));
    writeText("version", scopes.version(row));
    writeAttributes(scopes.attributesFrom(row), scopes.attributesTo(row));
    writeCount("droppedAttributesCount", scopes.droppedAttributes(row));
    json.writeEndObject();
    writeText("schemaUrl", scopes.schemaUrl(row));
    json.writeArrayFieldStart("spans");
  }

  /// Ends what holds the row of a scope or a resource.
  private void end(int row) throws IOException {
    if (row != NONE) {
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void writeSpan(int row) throws IOException {
    Spans spans = batch.spans();
    json.writeStartObject();
    writeTraceId(spans.traceIdHigh(row), spans.traceIdLow(row));
    writeSpanId("spanId", spans.spanId(row));
    writeText("traceState", spans.traceState(row));
    writeSpanId("parentSpanId", spans.parentSpanId(row));
    writeCount("flags", spans.flags(row));
    writeText("name", spans.name(row));
    writeNumber("kind", spans.kind(row));
    writeTime("startTimeUnixNano", spans.startNanos(row));
    writeTime("endTimeUnixNano", spans.endNanos(row));
    writeAttributes(spans.attributesFrom(row), spans.attributesTo(row));
    writeCount("droppedAttributesCount", spans.droppedAttributes(row));
    writeEvents(spans.eventsFrom(row), spans.eventsTo(row));
    writeCount("droppedEventsCount", spans.droppedEvents(row));
    writeLinks(spans.linksFrom(row), spans.linksTo(row));
    writeCount("droppedLinksCount", spans.droppedLinks(row));
    writeStatus(row);
    json.writeEndObject();
  }

  private void writeStatus(int row) throws IOException {
    int code = batch.spans().statusCode(row);
    long message = batch.spans().statusMessage(row);
    if (code != 0 || message != Slice.EMPTY) {
      json.writeObjectFieldStart("status");
      writeText("message", message);
      writeNumber("code", code);
      json.writeEndObject();
    }
  }

  private void writeEvents(int from, int to) throws IOException {
    if (from == to) {
      return;
    }
    Events events = batch.events();
    json.writeArrayFieldStart("events");
    for (int row = from; row < to; row++) {
      json.writeStartObject();
      writeTime("timeUnixNano", events.timeNanos(row));
      writeText("name", events.name(row));
      writeAttributes(events.attributesFrom(row), events.attributesTo(row));
      writeCount("droppedAttributesCount", events.droppedAttributes(row));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeLinks(int from, int to) throws IOException {
    if (from == to) {
      return;
    }
    Links links = batch.links();
    json.writeArrayFieldStart("links");
    for (int row = from; row < to; row++) {
      json.writeStartObject();
      writeTraceId(links.traceIdHigh(row), links.traceIdLow(row));
      writeSpanId("spanId", links.spanId(row));
      writeText("traceState", links.traceState(row));
      writeAttributes(links.attributesFrom(row), links.attributesTo(row));
      writeCount("droppedAttributesCount", links.droppedAttributes(row));
      writeCount("flags", links.flags(row));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeAttributes(int from, int to) throws IOException {
    if (from < to) {
      json.writeFieldName("attributes");
      JsonValues.writeEntries(json, ModelSpans.attributes(batch, from, to));
    }
  }

  private void writeTraceId(long high, long low) throws IOException {
    if ((high | low) != 0) {
      json.writeStringField("traceId", HEX.toHexDigits(high) + HEX.toHexDigits(low));
    }
  }

  private void writeSpanId(String name, long id) throws IOException {
    if (id != 0) {
      json.writeStringField(name, HEX.toHexDigits(id));
    }
  }

  private void writeText(String name, long slice) throws IOException {
    if (Slice.length(slice) != 0) {
      json.writeStringField(name, batch.text(slice));
    }
  }

  private void writeTime(String name, long nanos) throws IOException {
    if (nanos != 0) {
      json.writeStringField(name, Long.toUnsignedString(nanos));
    }
  }

  private void writeNumber(String name, int value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, value);
    }
  }

  private void writeCount(String name, int value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, Integer.toUnsignedLong(value));
    }
  }
}
