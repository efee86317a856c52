package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.wire.json.JsonAttributes;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanWriter;
import java.nio.charset.StandardCharsets;
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

  private static final byte[] VALUE_KEY = VALUE.getBytes(StandardCharsets.UTF_8);

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern QUOTED = Pattern.compile("\"(.*?)\"\\s*:\\s*\\{", Pattern.DOTALL);

  /// Bytes of the longest name; a longer text is kept whole beside the start of it.
  private static final int LONGEST_NAME = 256;

  static AnnotationText of(String value) {
    return piped(value).or(() -> quoted(value)).orElseGet(() -> plain(value));
  }

  /// True when a text tells no attributes, as far as its first and last letter tell.
  static boolean isPlain(byte[] bytes, long text) {
    int from = Slice.offset(text);
    int length = Slice.length(text);
    return length == 0
        || (bytes[from] != '"'
            && (bytes[from + length - 1] < '0' || bytes[from + length - 1] > '9'));
  }

  /// Writes an event without attributes, as the bytes that tell it.
  static void writePlain(byte[] bytes, long text, SpanWriter out, long nanos) {
    int from = Slice.offset(text);
    int length = lengthOfName(bytes, from, Slice.length(text));
    out.startEvent();
    out.eventTime(nanos);
    out.eventName(bytes, Slice.of(from, length));
    if (length < Slice.length(text)) {
      out.attribute(VALUE_KEY, Slice.of(0, VALUE_KEY.length), bytes, text);
    }
    out.endPart();
  }

  /// As long as a name may be, and no letter cut in two.
  private static int lengthOfName(byte[] utf8, int from, int length) {
    if (length <= LONGEST_NAME) {
      return length;
    }
    int end = LONGEST_NAME;
    while ((utf8[from + end] & 0xc0) == 0x80) {
      end--;
    }
    return end;
  }

  private static AnnotationText plain(String value) {
    return new AnnotationText(value, start(value), List.of(), 0);
  }

  private static String start(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return new String(utf8, 0, lengthOfName(utf8, 0, utf8.length), StandardCharsets.UTF_8);
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
