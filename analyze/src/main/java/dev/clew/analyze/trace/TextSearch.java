package dev.clew.analyze.trace;

import dev.clew.analyze.SpanMatches;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks for spans that hold a text, part by part of a trace.
///
/// **The rule.** A span holds a text when its name, its service, the message of its status, the
/// name of an event, or the key or value of an attribute has it as a part, of the span, of its
/// events or of its resource, whatever the case of letters. Numbers are looked at as they are
/// written; bytes are not looked at.
///
/// Owned by one thread.
public final class TextSearch {
  private static final int MOST_SPANS = 10_000;

  private final String text;
  private final List<SpanId> found = new ArrayList<>();
  private int count;

  public TextSearch(String text) {
    this.text = text.toLowerCase(Locale.ROOT);
  }

  /// Looks at a part of the trace.
  public void look(SpanBatch part) {
    boolean[] inResource = new boolean[part.resources().size()];
    for (int row = 0; row < inResource.length; row++) {
      Resource resource = ModelSpans.resource(part, row);
      inResource[row] = isIn(resource.serviceName()) || isIn(resource.attributes());
    }
    for (int row = 0; row < part.size(); row++) {
      if (inResource[part.scopes().resource(part.spans().scope(row))]
          || isIn(ModelSpans.span(part, row))) {
        count++;
        if (found.size() < MOST_SPANS) {
          found.add(new SpanId(part.spans().spanId(row)));
        }
      }
    }
  }

  private boolean isIn(Span span) {
    return isIn(span.name())
        || isIn(span.statusMessage())
        || isIn(span.attributes())
        || span.events().stream().anyMatch(event -> isIn(event.name()) || isIn(event.attributes()));
  }

  private boolean isIn(List<Attribute> attributes) {
    return attributes.stream().anyMatch(each -> isIn(each.key()) || isIn(each.value()));
  }

  private boolean isIn(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var said) -> isIn(said);
      case AttributeValue.Bool(var said) -> isIn(Boolean.toString(said));
      case AttributeValue.Int(var said) -> isIn(Long.toString(said));
      case AttributeValue.Real(var said) -> isIn(Double.toString(said));
      case AttributeValue.Array(var values) -> values.stream().anyMatch(this::isIn);
      case AttributeValue.Map(var entries) -> isIn(entries);
      case AttributeValue.Empty _, AttributeValue.Bytes _ -> false;
    };
  }

  private boolean isIn(String said) {
    return said.toLowerCase(Locale.ROOT).contains(text);
  }

  public SpanMatches matches() {
    return new SpanMatches(count, found);
  }
}
