package dev.clew.serve.api.clew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.TimeRange;
import dev.clew.serve.api.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The members of a JSON object that a client sent: each is known and has its type, or the request
/// is refused with the member's name and what must hold.
final class Members {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

  private final JsonNode object;
  private final String path;

  /// @param path where the object stands, as the start of its members' names in messages
  Members(JsonNode object, String path, List<String> known) {
    this.object = object;
    this.path = path;
    if (!object.isObject()) {
      String what = path.isEmpty() ? "the body" : path;
      throw RequestException.bad(what + " needs a JSON object, got " + shown(object));
    }
    for (var member : object.properties()) {
      if (!known.contains(member.getKey())) {
        throw RequestException.bad(
            "unknown member "
                + RequestException.quote(member.getKey())
                + (path.isEmpty() ? "" : " of " + path)
                + "; known are "
                + String.join(", ", known));
      }
    }
  }

  /// The member as it is, or a missing node.
  JsonNode node(String name) {
    return object.path(name);
  }

  Optional<String> text(String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isTextual() || !isUnicode(node.textValue())) {
      throw fault(name, "a text");
    }
    return Optional.of(node.textValue());
  }

  /// The texts of an array, of which there are so many.
  List<String> texts(String name, int least, int most) {
    JsonNode array = object.path(name);
    if (!array.isArray()) {
      throw fault(name, "an array of %d to %d texts".formatted(least, most));
    }
    if (array.size() < least || array.size() > most) {
      throw RequestException.bad(
          "%s needs %d to %d texts, got %d".formatted(named(name), least, most, array.size()));
    }
    for (JsonNode each : array) {
      if (!each.isTextual() || !isUnicode(each.textValue())) {
        throw RequestException.bad("each of " + named(name) + " needs a text, got " + shown(each));
      }
    }
    return array.valueStream().map(JsonNode::textValue).toList();
  }

  /// Half a surrogate pair is no text that a span could hold.
  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  Optional<Boolean> truth(String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw fault(name, "true or false");
    }
    return Optional.of(node.booleanValue());
  }

  OptionalLong whole(String name, long min, long max) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return OptionalLong.empty();
    }
    boolean fits = node.isIntegralNumber() && node.canConvertToLong();
    if (!fits || node.longValue() < min || node.longValue() > max) {
      throw fault(name, "a whole number from " + min + " to " + max);
    }
    return OptionalLong.of(node.longValue());
  }

  /// Nanoseconds since the epoch as decimal text.
  OptionalLong moment(String name) {
    Optional<String> digits = text(name);
    if (digits.isEmpty()) {
      return OptionalLong.empty();
    }
    if (DIGITS.matcher(digits.get()).matches()) {
      try {
        return OptionalLong.of(Long.parseLong(digits.get()));
      } catch (NumberFormatException _) {
        // past the last moment there is: refused below
      }
    }
    throw fault(name, "nanoseconds since 1970 as a text of decimal digits");
  }

  /// From `startUnixNano` to before `endUnixNano`; all of time where they are not given.
  TimeRange range() {
    long start = moment("startUnixNano").orElse(TimeRange.ALL.startNanos());
    long end = moment("endUnixNano").orElse(TimeRange.ALL.endNanos());
    if (end < start) {
      throw fault("endUnixNano", "a moment not before startUnixNano");
    }
    return new TimeRange(start, end);
  }

  RequestException fault(String name, String mustHold) {
    return RequestException.bad(
        named(name) + " needs " + mustHold + ", got " + shown(object.path(name)));
  }

  private String named(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> RequestException.quote(node.textValue());
      case BOOLEAN, NUMBER, NULL -> node.asText();
      case MISSING -> "none";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case BINARY, POJO -> "something else";
    };
  }
}
