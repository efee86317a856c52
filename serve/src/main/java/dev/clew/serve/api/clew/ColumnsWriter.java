package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.serve.api.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes a trace's columns as bytes or as JSON.
final class ColumnsWriter {
  private static final byte[] MAGIC = "CLC1".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX = MAGIC.length + Integer.BYTES;

  private ColumnsWriter() {}

  static byte[] binary(TraceColumns trace) throws IOException {
    var header = new ByteArrayOutputStream();
    Json.write(header, json -> writeHeader(json, trace, arrays -> places(arrays, trace)));
    int body = align(PREFIX + header.size());
    int total = trace.arrays().values().stream().mapToInt(ColumnsWriter::room).sum();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(body, total)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putInt(header.size()).put(header.toByteArray());
    int at = body;
    for (Column column : trace.arrays().values()) {
      column.put(bytes.slice(at, column.byteCount()).order(ByteOrder.LITTLE_ENDIAN));
      at += room(column);
    }
    return bytes.array();
  }

  private static int align(int offset) {
    return (offset + 7) & -8;
  }

  private static int room(Column column) {
    return align(column.byteCount());
  }

  /// Where each array lies, counted from the end of the padded header.
  private static void places(JsonGenerator json, TraceColumns trace) throws IOException {
    json.writeObjectFieldStart("arrays");
    int offset = 0;
    for (Map.Entry<String, Column> array : trace.arrays().entrySet()) {
      json.writeObjectFieldStart(array.getKey());
      json.writeStringField("type", array.getValue().type());
      json.writeNumberField("offset", offset);
      json.writeEndObject();
      offset += room(array.getValue());
    }
    json.writeEndObject();
  }

  static void json(JsonGenerator json, TraceColumns trace) throws IOException {
    writeHeader(json, trace, out -> values(out, trace));
  }

  private static void values(JsonGenerator json, TraceColumns trace) throws IOException {
    json.writeObjectFieldStart("columns");
    for (Map.Entry<String, Column> array : trace.arrays().entrySet()) {
      json.writeFieldName(array.getKey());
      array.getValue().write(json);
    }
    json.writeEndObject();
  }

  /// Writes what holds for the whole trace, and then whatever `arrays` says of the arrays.
  private static void writeHeader(
      JsonGenerator json, TraceColumns trace, Json.Body<RuntimeException> arrays)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", trace.traceId().toString());
    json.writeNumberField("spanCount", trace.spanCount());
    Json.moment(json, "startUnixNano", trace.startNanos());
    Json.duration(json, "durationNanos", trace.durationNanos());
    json.writeNumberField("errorCount", trace.errorCount());
    json.writeNumberField("orphanCount", trace.orphanCount());
    json.writeFieldName("services");
    Json.texts(json, trace.services());
    json.writeFieldName("names");
    Json.texts(json, trace.names());
    arrays.write(json);
    json.writeEndObject();
  }
}
