package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Cuts a file of traces into requests of some size, as it is read, whatever the file's own size.
///
/// Owned by one thread.
final class TracePieces {
  private static final JsonFactory JSON = new JsonFactory();

  /// A request is sent when it has so many bytes.
  private static final int USUAL_BYTES = 2 << 20;

  /// The largest part of a file that cannot be cut.
  private static final int MOST_BYTES = 64 << 20;

  private static final String TOO_LARGE =
      "a trace, or a part of one, needs at most " + MOST_BYTES + " bytes; cut the file";

  private final Sink sink;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private String start = "";
  private String end = "";

  /// Takes one request.
  interface Sink {
    void take(byte[] request) throws IOException, CommandException, InterruptedException;
  }

  private TracePieces(Sink sink) {
    this.sink = sink;
  }

  static void cut(InputStream in, TraceFormat format, Sink sink)
      throws IOException, CommandException, InterruptedException {
    var pieces = new TracePieces(sink);
    switch (format) {
      case OTLP_PROTOBUF -> pieces.protobuf(in);
      case OTLP_JSON -> pieces.json(in, "{\"resourceSpans\":[", "]}");
      case JAEGER_JSON -> pieces.json(in, "{\"data\":[", "]}");
      case ZIPKIN_JSON -> pieces.json(in, "[", "]");
    }
  }

  private void protobuf(InputStream in) throws IOException, CommandException, InterruptedException {
    for (int tag = in.read(); tag >= 0; tag = in.read()) {
      if (tag != (1 << 3 | 2)) {
        throw new CommandException("the file is no OTLP in protobuf: unknown tag " + tag);
      }
      piece.write(tag);
      int length = length(in);
      byte[] part = in.readNBytes(length);
      if (part.length < length) {
        throw new EOFException("the file ends within a message");
      }
      piece.writeBytes(part);
      sendIfLarge();
    }
    send();
  }

  private int length(InputStream in) throws IOException, CommandException {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the file ends within a length");
      }
      piece.write(next);
      length |= (long) (next & 0x7F) << shift;
      if (next < 0x80 && length <= MOST_BYTES) {
        return (int) length;
      }
    }
    throw new CommandException(TOO_LARGE);
  }

  private void json(InputStream in, String first, String last)
      throws IOException, CommandException, InterruptedException {
    start = first;
    end = last;
    try (JsonParser json = JSON.createParser(in)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        switch (token) {
          case START_ARRAY -> elements(json);
          case START_OBJECT -> members(json);
          default -> throw new CommandException("the file needs objects or lists, got " + token);
        }
      }
    } catch (PartTooLargeException _) {
      throw new CommandException(TOO_LARGE);
    }
    send();
  }

  /// Reads an envelope, or a trace of Jaeger's without one.
  private void members(JsonParser json) throws IOException, CommandException, InterruptedException {
    var alone = new Part();
    try (JsonGenerator trace = JSON.createGenerator(alone)) {
      trace.writeStartObject();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        switch (json.currentName()) {
          case "resourceSpans", "resource_spans", "data" -> {
            json.nextToken();
            elements(json);
          }
          case "spans", "processes" -> trace.copyCurrentStructure(json);
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
      trace.writeEndObject();
    }
    if (alone.size() > "{}".length()) {
      add(alone.toByteArray());
    }
  }

  /// Reads a list, and lists within it.
  private void elements(JsonParser json)
      throws IOException, CommandException, InterruptedException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      switch (token) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case START_OBJECT -> {
          var element = new Part();
          try (JsonGenerator copy = JSON.createGenerator(element)) {
            copy.copyCurrentStructure(json);
          }
          add(element.toByteArray());
        }
        case null -> throw new EOFException("the file ends within a list");
        default -> throw new CommandException("the file needs lists of objects, got " + token);
      }
    }
  }

  /// What cannot be cut, as far as it may be that large.
  private static final class Part extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      if (size() + (long) length > MOST_BYTES) {
        throw new PartTooLargeException();
      }
      super.write(bytes, from, length);
    }
  }

  /// A part of the file is larger than a request may be.
  private static final class PartTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private void add(byte[] element) throws IOException, CommandException, InterruptedException {
    piece.writeBytes((piece.size() == 0 ? start : ",").getBytes(UTF_8));
    piece.writeBytes(element);
    sendIfLarge();
  }

  private void sendIfLarge() throws IOException, CommandException, InterruptedException {
    if (piece.size() >= USUAL_BYTES) {
      send();
    }
  }

  private void send() throws IOException, CommandException, InterruptedException {
    if (piece.size() > 0) {
      piece.writeBytes(end.getBytes(UTF_8));
      sink.take(piece.toByteArray());
      piece.reset();
    }
  }
}
