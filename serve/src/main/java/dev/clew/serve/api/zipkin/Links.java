package dev.clew.serve.api.zipkin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// Which service called which, how often, and how often it failed.
///
/// Owned by one thread.
final class Links {
  private final Map<Link, Count> counts = new TreeMap<>();

  record Link(String parent, String child) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      int byParent = parent.compareTo(other.parent);
      return byParent != 0 ? byParent : child.compareTo(other.child);
    }
  }

  record Count(long calls, long errors) {
    Count plus(Count other) {
      return new Count(calls + other.calls, errors + other.errors);
    }
  }

  void add(String parent, String child, long calls, long errors) {
    counts.merge(new Link(parent, child), new Count(calls, errors), Count::plus);
  }

  Map<Link, Count> counts() {
    return counts;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Map.Entry<Link, Count> each : counts.entrySet()) {
      json.writeStartObject();
      json.writeStringField("parent", each.getKey().parent());
      json.writeStringField("child", each.getKey().child());
      json.writeNumberField("callCount", each.getValue().calls());
      if (each.getValue().errors() > 0) {
        json.writeNumberField("errorCount", each.getValue().errors());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
