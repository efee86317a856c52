package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The one form of all answers of the first generation.
final class Envelope {
  private static final MediaType PLAIN = MediaType.PLAIN_TEXT_UTF_8;

  /// One entry of `errors`; a code of 0 and an empty trace id are left out.
  record Problem(int code, String message, String traceId) {}

  private final List<Problem> problems = new ArrayList<>();
  private boolean listsNone;

  /// Lists no errors as an empty list, where others have null.
  Envelope listingNone() {
    listsNone = true;
    return this;
  }

  /// Adds to the errors that stand behind the data.
  void trouble(Problem problem) {
    problems.add(problem);
  }

  <X extends Exception> void write(Reply reply, boolean pretty, int total, Json.Body<X> data)
      throws IOException, X {
    reply.type(MediaType.JSON);
    if (pretty) {
      Json.writePretty(reply, json -> write(json, total, data));
    } else {
      Json.write(reply, json -> write(json, total, data));
    }
  }

  private <X extends Exception> void write(JsonGenerator json, int total, Json.Body<X> data)
      throws IOException, X {
    json.writeStartObject();
    json.writeFieldName("data");
    data.write(json);
    json.writeNumberField("total", total);
    json.writeNumberField("limit", 0);
    json.writeNumberField("offset", 0);
    json.writeFieldName("errors");
    writeProblems(json);
    json.writeEndObject();
  }

  private void writeProblems(JsonGenerator json) throws IOException {
    if (problems.isEmpty() && !listsNone) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    for (Problem problem : problems) {
      json.writeStartObject();
      if (problem.code() != 0) {
        json.writeNumberField("code", problem.code());
      }
      json.writeStringField("msg", problem.message());
      if (!problem.traceId().isEmpty()) {
        json.writeStringField("traceID", problem.traceId());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// JSON that calls itself plain text and ends with a newline, as Go's error writer has it.
  static void error(Reply reply, HttpStatus status, String message) throws IOException {
    var envelope = new Envelope();
    envelope.trouble(new Problem(status.code(), message, ""));
    envelope.write(reply, false, 0, JsonGenerator::writeNull);
    plain(reply, status, "");
  }

  /// A line of plain text.
  static void plain(Reply reply, HttpStatus status, String text) throws IOException {
    reply.status(status).type(PLAIN).header(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
    reply.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
