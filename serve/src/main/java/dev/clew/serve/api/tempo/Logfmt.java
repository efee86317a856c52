package dev.clew.serve.api.tempo;

import dev.clew.serve.api.RequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads tags as `key=value other="value with spaces"`.
final class Logfmt {
  private static final Pattern PAIR =
      Pattern.compile("\\s*+([^\\s=\"]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\"]*+))(?=\\s|$)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private Logfmt() {}

  static Map<String, String> parse(String text) {
    var tags = new LinkedHashMap<String, String>();
    String rest = text.strip();
    Matcher pair = PAIR.matcher(rest);
    for (int at = 0; at < rest.length(); at = pair.end()) {
      pair.region(at, rest.length());
      if (!pair.lookingAt()) {
        throw new IllegalArgumentException(
            "needs key=value or key=\"value\", with spaces between, got "
                + RequestException.quote(rest.substring(at).strip()));
      }
      String value = pair.group(2) == null ? pair.group(3) : unescaped(pair.group(2));
      if (tags.put(pair.group(1), value) != null) {
        throw new IllegalArgumentException(
            "needs every key once, got " + RequestException.quote(pair.group(1)) + " again");
      }
    }
    return tags;
  }

  private static String unescaped(String quoted) {
    return ESCAPED.matcher(quoted).replaceAll("$1");
  }
}
