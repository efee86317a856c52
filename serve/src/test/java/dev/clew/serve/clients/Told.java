package dev.clew.serve.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A span that a client is to send, as the whole-process tests tell it.
///
/// @param parent which span of the trace is its parent; -1 for the root
/// @param attributes texts, booleans, longs, doubles, and lists of one of them
/// @param isLinked whether it has a link to another trace
record Told(
    String name,
    int parent,
    String kind,
    long startMicros,
    long endMicros,
    String status,
    String message,
    Map<String, Object> attributes,
    List<Event> events,
    boolean isLinked,
    Map<String, Object> linkAttributes) {
  record Event(String name, long micros, Map<String, Object> attributes) {}

  /// Reads `{"start": milliseconds, "trace": [span…]}`.
  static List<Told> read(JsonNode input) {
    long start = input.path("start").longValue();
    var spans = new ArrayList<Told>();
    input.path("trace").forEach(span -> spans.add(span(span, start)));
    return spans;
  }

  private static Told span(JsonNode span, long start) {
    long at = start + span.path("at").longValue();
    var events = new ArrayList<Event>();
    for (JsonNode event : span.path("events")) {
      long micros = (start + event.path("at").longValue()) * 1_000;
      events.add(new Event(event.path("name").asText(), micros, values(event.path("attributes"))));
    }
    return new Told(
        span.path("name").asText(),
        span.path("parent").asInt(-1),
        span.path("kind").asText(),
        at * 1_000,
        (at + span.path("lasts").longValue()) * 1_000,
        span.path("status").asText(),
        span.path("message").asText(),
        values(span.path("attributes")),
        events,
        span.has("links"),
        values(span.path("links").path(0).path("attributes")));
  }

  private static Map<String, Object> values(JsonNode object) {
    var values = new LinkedHashMap<String, Object>();
    object.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
    return values;
  }

  private static Object value(JsonNode value) {
    if (value.isArray()) {
      var items = new ArrayList<Object>();
      value.forEach(item -> items.add(value(item)));
      return items;
    }
    if (value.getNodeType() == JsonNodeType.NUMBER) {
      return value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
    }
    return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
  }
}
