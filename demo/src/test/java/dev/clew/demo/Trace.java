package dev.clew.demo;

import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_NAME;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The spans of one trace, in the order they started.
record Trace(List<SpanData> spans) {
  Trace {
    spans = spans.stream().sorted(Comparator.comparingLong(SpanData::getStartEpochNanos)).toList();
  }

  static String service(SpanData span) {
    return Objects.requireNonNull(span.getResource().getAttribute(SERVICE_NAME));
  }

  Set<String> services() {
    return spans.stream().map(Trace::service).collect(Collectors.toSet());
  }

  List<SpanData> named(String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  /// The only span with that name in that service.
  SpanData one(String service, String name) {
    List<SpanData> found =
        named(name).stream().filter(span -> service(span).equals(service)).toList();
    if (found.size() != 1) {
      throw new AssertionError("needs one " + service + " " + name + " in\n" + tree());
    }
    return found.getFirst();
  }

  <T> T attribute(String service, String name, AttributeKey<T> key) {
    T value = one(service, name).getAttributes().get(key);
    if (value == null) {
      throw new AssertionError("needs " + key + " on " + one(service, name));
    }
    return value;
  }

  SpanData parentOf(SpanData child) {
    return spans.stream()
        .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no parent of " + child.getName() + "\n" + tree()));
  }

  List<SpanData> roots() {
    return spans.stream().filter(span -> !span.getParentSpanContext().isValid()).toList();
  }

  /// A line a span, indented below its parent.
  String tree() {
    StringBuilder text = new StringBuilder();
    roots().forEach(root -> append(text, root, 0));
    return text.toString();
  }

  private void append(StringBuilder text, SpanData span, int depth) {
    double millis = (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e6;
    text.append(String.format("%8.2f ms  %s", millis, "  ".repeat(depth)))
        .append(service(span) + "  " + span.getName() + "  " + span.getKind())
        .append(" " + span.getStatus().getStatusCode() + "\n");
    for (SpanData child : spans) {
      if (child.getParentSpanId().equals(span.getSpanId())) {
        append(text, child, depth + 1);
      }
    }
  }
}
