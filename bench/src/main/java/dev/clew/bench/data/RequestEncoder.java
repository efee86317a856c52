package dev.clew.bench.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Encodes spans as an `ExportTraceServiceRequest`, grouped by pod and by scope. Owned by one
/// thread.
final class RequestEncoder {
  private static final String SCOPE_VERSION = "2.20.1-alpha";

  private final SpanEncoder spans;

  RequestEncoder(Draws draws) {
    spans = new SpanEncoder(draws);
  }

  StampedBytes encode(List<Draft> batch) {
    Map<Pod, Map<String, StampedBytes>> scopesByPod = new LinkedHashMap<>();
    for (Draft draft : batch) {
      scopesByPod
          .computeIfAbsent(draft.pod(), _ -> new TreeMap<>())
          .computeIfAbsent(draft.family().scope, RequestEncoder::scopeSpans)
          .message(2, spans.encode(draft));
    }
    StampedBytes request = new StampedBytes();
    StampedBytes resourceSpans = new StampedBytes();
    scopesByPod.forEach((pod, scopes) -> {
      resourceSpans.clear().message(1, pod.resource());
      scopes.values().forEach(scope -> resourceSpans.message(2, scope));
      request.message(1, resourceSpans);
    });
    return request;
  }

  private static StampedBytes scopeSpans(String name) {
    StampedBytes scope = new StampedBytes();
    scope.text(1, name);
    scope.text(2, SCOPE_VERSION);
    StampedBytes scopeSpans = new StampedBytes();
    scopeSpans.message(1, scope);
    return scopeSpans;
  }
}
