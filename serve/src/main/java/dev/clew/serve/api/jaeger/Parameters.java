package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.QueryParams;
import dev.clew.serve.api.GoDuration;
import dev.clew.serve.api.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The query parameters of one request, read with Go's rules; an empty value counts as absent.
///
/// @param complaint what a message about a bad parameter starts with; `%s` becomes its name
record Parameters(QueryParams sent, String complaint) {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// The text under the first of these names that has one, or an empty text.
  String text(String... names) {
    for (String name : names) {
      String value = sent.get(name, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  List<String> all(String name) {
    return sent.getAll(name).stream().filter(value -> !value.isEmpty()).toList();
  }

  /// What `reader` makes of the text under the first of these names that has one.
  <T> T read(Function<String, T> reader, T absent, String... names) {
    String value = text(names);
    if (value.isEmpty()) {
      return absent;
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad(complaint.formatted(names[0]) + ": " + e.getMessage());
    }
  }

  long duration(String... names) {
    return read(GoDuration::parse, 0L, names);
  }

  boolean flag(String... names) {
    return read(Parameters::parseFlag, false, names);
  }

  int limit(String... names) {
    return read(Parameters::parseLimit, JaegerSearch.DEFAULT_LIMIT, names);
  }

  private static boolean parseFlag(String text) {
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw new IllegalArgumentException(
          "needs true or false, got " + RequestException.quote(text));
    }
    return TRUE.contains(text);
  }

  private static int parseLimit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 0) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "needs a whole number from 0 to 2147483647, got " + RequestException.quote(text));
  }

  /// Reads a JSON object whose values are texts.
  static Map<String, String> parseTexts(String text) {
    try {
      var texts = new LinkedHashMap<String, String>();
      for (var member : JSON.readValue(text, ObjectNode.class).properties()) {
        if (!member.getValue().isTextual()) {
          throw new IllegalArgumentException(
              RequestException.quote(member.getKey()) + " needs a text as its value");
        }
        texts.put(member.getKey(), member.getValue().textValue());
      }
      return texts;
    } catch (JsonProcessingException _) {
      throw new IllegalArgumentException(
          "needs a JSON object with texts as values, got " + RequestException.quote(text));
    }
  }
}
