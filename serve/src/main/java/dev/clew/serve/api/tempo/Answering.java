package dev.clew.serve.api.tempo;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes answers in the form that the client accepts: protobuf, or else JSON; errors as text.
final class Answering {
  static final MediaType PROTOBUF = MediaType.create("application", "protobuf");

  private Answering() {}

  static boolean wantsProtobuf(ServiceRequestContext request) {
    return request.request().headers().getAll(HttpHeaderNames.ACCEPT).stream()
        .anyMatch(accept -> accept.contains("application/protobuf"));
  }

  static void write(ServiceRequestContext request, Reply reply, Message message)
      throws IOException {
    if (wantsProtobuf(request)) {
      protobuf(reply, message.toBytes());
    } else {
      json(reply, message);
    }
  }

  static void json(Reply reply, Message message) throws IOException {
    reply.type(MediaType.JSON);
    Json.write(reply, message::write);
  }

  static void protobuf(Reply reply, byte[] bytes) throws IOException {
    reply.type(PROTOBUF).write(bytes);
  }

  static void text(Reply reply, String text) throws IOException {
    reply.type(MediaType.PLAIN_TEXT_UTF_8).write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void error(Reply reply, HttpStatus status, String message) throws IOException {
    text(reply, message);
    reply.status(status).header(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
  }
}
