package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// One of the spans that a span points at: its parent, or where a link leads.
record Reference(boolean isFollowsFrom, long traceIdHigh, long traceIdLow, long spanId) {
  private static final HexFormat HEX = HexFormat.of();

  /// True for a link that points at a span.
  static boolean isValid(SpanLink link) {
    return (link.traceIdHigh() | link.traceIdLow()) != 0 && link.spanId() != 0;
  }

  /// All that a span points at, the parent first.
  ///
  /// @param parent the id of the parent as it is shown, 0 for none
  static List<Reference> of(Span span, long parent, boolean raw) {
    var all = new ArrayList<Reference>();
    if (parent != 0) {
      long high = span.traceId().high();
      all.add(new Reference(follows(span, parent), high, span.traceId().low(), parent));
    }
    for (SpanLink link : span.links()) {
      if (!isParent(span, parent, link) && (raw || isValid(link))) {
        all.add(
            new Reference(!isChildOf(link), link.traceIdHigh(), link.traceIdLow(), link.spanId()));
      }
    }
    return all;
  }

  /// The parent of a follower comes as a link to the parent.
  private static boolean follows(Span span, long parent) {
    return span.links().stream().anyMatch(link -> isParent(span, parent, link) && !isChildOf(link));
  }

  private static boolean isParent(Span span, long parent, SpanLink link) {
    return parent != 0
        && link.spanId() == parent
        && link.traceIdHigh() == span.traceId().high()
        && link.traceIdLow() == span.traceId().low();
  }

  private static boolean isChildOf(SpanLink link) {
    return link.attributes().stream()
        .anyMatch(attribute ->
            attribute.key().equals("opentracing.ref_type")
                && attribute.value().equals(new AttributeValue.Text("child_of")));
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("refType", isFollowsFrom ? "FOLLOWS_FROM" : "CHILD_OF");
    json.writeStringField("traceID", TraceIdText.format(traceIdHigh, traceIdLow));
    json.writeStringField("spanID", HEX.toHexDigits(spanId));
    json.writeEndObject();
  }
}
