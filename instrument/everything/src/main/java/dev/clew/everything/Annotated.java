package dev.clew.everything;

import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.Map;

/// A method with OpenTelemetry's own annotation.
final class Annotated {
  void addTo(Map<String, Action> actions) {
    actions.put("annotated", () -> brew("tea"));
  }

  @WithSpan
  private String brew(@SpanAttribute("item") String item) {
    return "brewed " + item;
  }
}
