package dev.clew.demo.messaging;

import dev.clew.demo.http.Fields;
import java.util.Map;

/// A message on a topic; its headers carry the trace context of whoever sent it.
public record Message(String id, Fields body, Map<String, String> headers) {
  public Message {
    headers = Map.copyOf(headers);
  }
}
