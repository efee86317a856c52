package dev.clew.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;

/// How traces are written in a file.
enum TraceFormat {
  OTLP_JSON("otlp", "application/json"),
  OTLP_PROTOBUF("otlp", "application/x-protobuf"),
  JAEGER_JSON("jaeger", "application/json"),
  ZIPKIN_JSON("zipkin", "application/json");

  private static final int LOOK_AHEAD = 64 * 1024;

  /// The tag of what an OTLP file in protobuf is made of.
  private static final int RESOURCE_SPANS = 1 << 3 | 2;

  private final String parameter;
  private final String type;

  TraceFormat(String parameter, String type) {
    this.parameter = parameter;
    this.type = type;
  }

  /// What the server calls it.
  String parameter() {
    return parameter;
  }

  String contentType() {
    return type;
  }

  /// The format of a file, by how it begins; the file stays where it was.
  static TraceFormat of(BufferedInputStream in) throws IOException, CommandException {
    in.mark(LOOK_AHEAD);
    byte[] start = in.readNBytes(LOOK_AHEAD / 2);
    in.reset();
    if (start.length > 0 && start[0] == RESOURCE_SPANS && !isJson(start)) {
      return OTLP_PROTOBUF;
    }
    try (JsonParser json = new JsonFactory().createParser(start)) {
      return of(json);
    } catch (IOException _) {
      throw new CommandException("the file is neither JSON nor OTLP in protobuf");
    }
  }

  /// A line feed is the tag of protobuf, too.
  private static boolean isJson(byte[] start) {
    for (byte each : start) {
      if (!Character.isWhitespace(each)) {
        return each == '{' || each == '[';
      }
    }
    return false;
  }

  private static TraceFormat of(JsonParser json) throws IOException, CommandException {
    if (json.nextToken() == JsonToken.START_ARRAY) {
      return ZIPKIN_JSON;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "resourceSpans", "resource_spans" -> {
          return OTLP_JSON;
        }
        case "data", "spans", "processes", "traceID" -> {
          return JAEGER_JSON;
        }
        default -> {
          json.nextToken();
          json.skipChildren();
        }
      }
    }
    throw new CommandException(
        "the file has neither resourceSpans (OTLP) nor data (Jaeger), nor is it a list (Zipkin)");
  }
}
