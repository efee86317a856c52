package dev.clew.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Named results in order, shown as a table to people and as one line of JSON to machines. Owned by
/// one thread.
public final class Figures {
  private final String title;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> shown = new LinkedHashMap<>();

  public Figures(String title) {
    this.title = title;
    values.put("what", '"' + title + '"');
  }

  /// A whole number; the unit belongs in the name.
  public Figures add(String name, long value) {
    return put(name, Long.toString(value), String.format(Locale.ROOT, "%,d", value));
  }

  /// A number with three decimals; one that nothing was measured for is null.
  public Figures add(String name, double value) {
    if (!Double.isFinite(value)) {
      return put(name, "null", "-");
    }
    return put(
        name,
        String.format(Locale.ROOT, "%.3f", value),
        String.format(Locale.ROOT, "%,.3f", value));
  }

  /// A word without quotes or control characters.
  public Figures add(String name, String word) {
    return put(name, '"' + word + '"', word);
  }

  public Figures addAll(Figures others) {
    others.shown.forEach((name, text) -> put(name, others.values.getOrDefault(name, "null"), text));
    return this;
  }

  public String table() {
    int names = shown.keySet().stream().mapToInt(String::length).max().orElse(0);
    int texts = shown.values().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder table = new StringBuilder(title).append(System.lineSeparator());
    shown.forEach((name, text) ->
        table.append(String.format("  %-" + names + "s  %" + texts + "s%n", name, text)));
    return table.toString();
  }

  public String json() {
    StringBuilder json = new StringBuilder("{");
    values.forEach((name, value) ->
        json.append(json.length() == 1 ? "" : ",")
            .append('"')
            .append(name)
            .append("\":")
            .append(value));
    return json.append('}').toString();
  }

  private Figures put(String name, String value, String text) {
    values.put(name, value);
    shown.put(name, text);
    return this;
  }
}
