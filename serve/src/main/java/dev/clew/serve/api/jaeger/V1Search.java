package dev.clew.serve.api.jaeger;

import dev.clew.model.TimeRange;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the parameters of `/api/traces`.
final class V1Search {
  private static final Duration LOOKBACK = Duration.ofDays(2);
  private static final long MAX_MICROS = Long.MAX_VALUE / 1000 - 1;

  private V1Search() {}

  static JaegerSearch read(Parameters parameters, Instant now) {
    String service = required(parameters, "service");
    long min = parameters.duration("minDuration");
    long max = parameters.duration("maxDuration");
    if (max != 0 && max < min) {
      throw RequestException.bad("'maxDuration' should be greater than 'minDuration'");
    }
    return new JaegerSearch(
        service,
        parameters.text("operation"),
        tags(parameters),
        range(parameters, now),
        min,
        max,
        parameters.limit("limit"),
        parameters.flag("raw"));
  }

  static String required(Parameters parameters, String name) {
    String value = parameters.text(name);
    if (value.isEmpty()) {
      throw RequestException.bad("parameter '" + name + "' is required");
    }
    return value;
  }

  /// Both ends included; clients see times cut to microseconds, so the last one counts whole.
  private static TimeRange range(Parameters parameters, Instant now) {
    long start = parameters.read(V1Search::parseMicros, micros(now.minus(LOOKBACK)), "start");
    long end = parameters.read(V1Search::parseMicros, micros(now), "end");
    if (end < start) {
      throw RequestException.bad("'end' should not be before 'start'");
    }
    return new TimeRange(start * 1000, (end + 1) * 1000);
  }

  private static long micros(Instant moment) {
    return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1000;
  }

  /// Reads microseconds; moments too far away for nanoseconds count as the furthest.
  static long parseMicros(String text) {
    try {
      return Math.clamp(Long.parseLong(text), -MAX_MICROS, MAX_MICROS);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "needs a whole number of microseconds, got " + RequestException.quote(text));
    }
  }

  private static Map<String, String> tags(Parameters parameters) {
    var tags = new LinkedHashMap<String, String>();
    for (String tag : parameters.all("tag")) {
      int colon = tag.indexOf(':');
      if (colon < 0) {
        throw RequestException.bad(
            "malformed 'tag' parameter: needs key:value, got " + RequestException.quote(tag));
      }
      tags.put(tag.substring(0, colon), tag.substring(colon + 1));
    }
    for (String object : parameters.all("tags")) {
      try {
        tags.putAll(Parameters.parseTexts(object));
      } catch (IllegalArgumentException e) {
        throw RequestException.bad("malformed 'tags' parameter: " + e.getMessage());
      }
    }
    return tags;
  }
}
