package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.wire.json.JsonAttributes;
import dev.clew.wire.otlp.SpanWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A link as the OpenTelemetry Collector writes it into a tag: `trace|span|state|{…}|dropped`.
record LinkText(
    TraceId traceId, SpanId spanId, String traceState, List<Attribute> attributes, int dropped) {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-fA-F]{32})\\|([0-9a-fA-F]{16})\\|([^{]*)\\|(\\{.*\\})\\|(\\d{1,9})",
          Pattern.DOTALL);

  static Optional<LinkText> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || isZero(form.group(1)) || isZero(form.group(2))) {
      return Optional.empty();
    }
    return JsonAttributes.parse(form.group(4))
        .map(attributes ->
            new LinkText(
                TraceId.parse(form.group(1)),
                SpanId.parse(form.group(2)),
                form.group(3),
                attributes,
                Integer.parseInt(form.group(5))));
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(digit -> digit == '0');
  }

  void write(SpanWriter out) {
    out.startLink(traceId.high(), traceId.low(), spanId.bits(), traceState);
    attributes.forEach(out::attribute);
    out.droppedLinkAttributes(dropped);
    out.endPart();
  }
}
