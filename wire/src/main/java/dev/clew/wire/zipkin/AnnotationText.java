package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.wire.json.JsonAttributes;
import dev.clew.wire.otlp.SpanWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An event as annotations tell it: by its name, or as OpenTelemetry's exporters to Zipkin write
/// one that has attributes: `name|{…}|dropped` or `"name":{…}`.
///
/// @param value the whole annotation
record AnnotationText(String value, String name, List<Attribute> attributes, int dropped) {
  /// Where the event keeps the whole annotation, if its name is not that.
  static final String VALUE = "zipkin.annotation";

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern QUOTED = Pattern.compile("\"(.*?)\"\\s*:\\s*\\{", Pattern.DOTALL);

  static AnnotationText of(String value) {
    return piped(value).or(() -> quoted(value)).orElse(plain(value));
  }

  private static AnnotationText plain(String value) {
    return new AnnotationText(value, value, List.of(), 0);
  }

  private static Optional<AnnotationText> piped(String value) {
    int first = value.indexOf("|{");
    int last = value.lastIndexOf("}|");
    if (first < 0 || last < first || !COUNT.matcher(value.substring(last + 2)).matches()) {
      return Optional.empty();
    }
    int dropped = Integer.parseInt(value.substring(last + 2));
    return JsonAttributes.parse(value.substring(first + 1, last + 1))
        .map(found -> new AnnotationText(value, value.substring(0, first), found, dropped));
  }

  private static Optional<AnnotationText> quoted(String value) {
    Matcher start = QUOTED.matcher(value);
    return start.lookingAt()
        ? JsonAttributes.parse(value.substring(start.end() - 1))
            .map(found -> new AnnotationText(value, start.group(1), found, 0))
        : Optional.empty();
  }

  void write(SpanWriter out, long nanos) {
    out.startEvent();
    out.eventTime(nanos);
    out.eventName(name);
    attributes.forEach(out::attribute);
    if (!name.equals(value)) {
      out.attribute(VALUE, value);
    }
    out.droppedEventAttributes(dropped);
    out.endPart();
  }
}
