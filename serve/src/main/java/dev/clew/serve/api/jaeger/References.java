package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanLink;
import java.io.IOException;
import java.util.HexFormat;

/// What a span points at: first its parent, then its links.
final class References {
  private static final HexFormat HEX = HexFormat.of();

  private References() {}

  /// True for a link that points at a span.
  static boolean isValid(SpanLink link) {
    return (link.traceIdHigh() | link.traceIdLow()) != 0 && link.spanId() != 0;
  }

  /// @param parent the id of the parent as it is shown, 0 for none
  static void write(JsonGenerator json, Span span, long parent, boolean raw) throws IOException {
    long high = span.traceId().high();
    long low = span.traceId().low();
    json.writeStartArray();
    if (parent != 0) {
      write(json, parentType(span, parent), TraceIdText.format(high, low), parent);
    }
    for (SpanLink link : span.links()) {
      if (!isParent(span, parent, link) && (raw || isValid(link))) {
        String trace = TraceIdText.format(link.traceIdHigh(), link.traceIdLow());
        write(json, isChildOf(link) ? "CHILD_OF" : "FOLLOWS_FROM", trace, link.spanId());
      }
    }
    json.writeEndArray();
  }

  /// The parent of a follower comes as a link to the parent.
  private static String parentType(Span span, long parent) {
    boolean follows =
        span.links().stream().anyMatch(link -> isParent(span, parent, link) && !isChildOf(link));
    return follows ? "FOLLOWS_FROM" : "CHILD_OF";
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

  private static void write(JsonGenerator json, String type, String trace, long span)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("refType", type);
    json.writeStringField("traceID", trace);
    json.writeStringField("spanID", HEX.toHexDigits(span));
    json.writeEndObject();
  }
}
