package dev.clew.proof;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Traces as the server's query API tells them.
record ReadBack(URI page) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A span as far as the tests look at it.
  record Told(String name, String id, String parent, Map<String, String> attributes, JsonNode all) {
    long nanos() {
      return all.path("endTimeUnixNano").asLong() - all.path("startTimeUnixNano").asLong();
    }

    boolean isUnfinished() {
      return attribute("clew.unfinished").equals("true")
          && all.path("endTimeUnixNano").asLong() == 0;
    }

    String attribute(String key) {
      return attributes.getOrDefault(key, "");
    }
  }

  /// The trace's spans, as soon as all of these names are among them.
  List<Told> trace(String id, String... names) {
    return trace(id, spans -> names(spans).containsAll(Set.of(names)));
  }

  List<Told> trace(String id, Predicate<List<Told>> isWhole) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> spans(get("/api/clew/v1/traces/" + id)), isWhole);
  }

  /// The bodies of the log records of the trace, as soon as there are any.
  List<String> logs(String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                get("/api/clew/v1/traces/" + id + "/logs").findValues("body").stream()
                    .map(body -> body.path("stringValue").asText())
                    .toList(),
            logs -> !logs.isEmpty());
  }

  static Set<String> names(List<Told> spans) {
    return spans.stream().map(Told::name).collect(Collectors.toSet());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page.resolve(path)).build();
    return JSON.readTree(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static List<Told> spans(JsonNode trace) {
    List<Told> spans = new ArrayList<>();
    for (JsonNode resource : trace.path("resourceSpans")) {
      for (JsonNode scope : resource.path("scopeSpans")) {
        scope.path("spans").forEach(span -> spans.add(span(span)));
      }
    }
    return spans;
  }

  private static Told span(JsonNode span) {
    Map<String, String> attributes = new HashMap<>();
    for (JsonNode attribute : span.path("attributes")) {
      JsonNode value = attribute.path("value");
      String text = value.elements().hasNext() ? value.elements().next().asText() : "";
      attributes.put(attribute.path("key").asText(), text);
    }
    return new Told(
        span.path("name").asText(),
        span.path("spanId").asText(),
        span.path("parentSpanId").asText(),
        attributes,
        span);
  }
}
