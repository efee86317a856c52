package dev.clew.demo.messaging;

import dev.clew.demo.http.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/// A message on a topic; its headers carry the trace context of whoever sent it.
public record Message(String id, Fields body, Map<String, String> headers) {
  private static final String ID = "message.id";
  private static final String HEADER = "message.header.";

  public Message {
    headers = Map.copyOf(headers);
  }

  /// What [#fields()] made.
  public static Message of(Fields fields) {
    Map<String, String> body = new LinkedHashMap<>(fields.values());
    body.keySet().removeIf(name -> name.equals(ID) || name.startsWith(HEADER));
    Map<String, String> headers = new LinkedHashMap<>();
    fields
        .values()
        .forEach((name, value) -> {
          if (name.startsWith(HEADER)) {
            headers.put(name.substring(HEADER.length()), value);
          }
        });
    return new Message(fields.text(ID), new Fields(body), headers);
  }

  /// All of it as one, to send over HTTP.
  Fields fields() {
    Fields all = body.and(ID, id);
    for (var header : headers.entrySet()) {
      all = all.and(HEADER + header.getKey(), header.getValue());
    }
    return all;
  }
}
