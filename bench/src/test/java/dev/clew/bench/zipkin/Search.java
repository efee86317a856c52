package dev.clew.bench.zipkin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.testkit.Gen;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zipkin2.Span;

/// A search for traces.
///
/// @param parameters as they are sent, without `endTs`, `lookback` and `limit`
/// @param endMillis the last moment of the window
record Search(Map<String, String> parameters, long endMillis, long lookbackMillis, int limit) {
  private static final long MICROS = 1_000;
  private static final int ALL = 10_000;

  Search {
    parameters = Map.copyOf(parameters);
  }

  /// What anybody may ask of these traces.
  static Search any(Gen gen, long startMillis, long endMillis) {
    Map<String, String> parameters = new TreeMap<>();
    if (gen.chance(0.6)) {
      parameters.put("serviceName", service(gen));
    }
    if (gen.chance(0.2)) {
      parameters.put("remoteServiceName", service(gen));
    }
    if (gen.chance(0.3)) {
      parameters.put("spanName", gen.oneOf(RandomTraces.NAMES));
    }
    if (gen.chance(0.4)) {
      parameters.put(
          "annotationQuery", gen.chance(0.3) ? term(gen) + " and " + term(gen) : term(gen));
    }
    if (gen.chance(0.3)) {
      duration(gen, parameters);
    }
    if (gen.chance(0.5)) {
      return new Search(parameters, endMillis, endMillis - startMillis, ALL);
    }
    long ofTrace = gen.random().nextLong((endMillis - startMillis) / RandomTraces.MILLIS_APART);
    long end = startMillis + ofTrace * RandomTraces.MILLIS_APART + 1_000;
    end += gen.random().nextInt(RandomTraces.MILLIS_OF_A_TRACE);
    return new Search(parameters, end, gen.random().nextLong(1, endMillis - startMillis), ALL);
  }

  /// One question of all times: both servers find the same.
  static Search plain(Gen gen, long startMillis, long endMillis) {
    Map<String, String> parameters = new TreeMap<>();
    switch (gen.random().nextInt(5)) {
      case 0 -> parameters.put("serviceName", service(gen));
      case 1 -> parameters.put("remoteServiceName", service(gen));
      case 2 -> parameters.put("spanName", gen.oneOf(RandomTraces.NAMES));
      case 3 -> parameters.put("annotationQuery", term(gen));
      default -> duration(gen, parameters);
    }
    int limit = gen.chance(0.5) ? ALL : gen.random().nextInt(1, 20);
    return new Search(parameters, endMillis, endMillis - startMillis, limit);
  }

  private static String service(Gen gen) {
    return gen.chance(0.05) ? "nobody" : gen.oneOf(RandomTraces.SERVICES);
  }

  private static String term(Gen gen) {
    if (gen.chance(0.3)) {
      return gen.oneOf(RandomTraces.ANNOTATIONS);
    }
    String key = gen.oneOf(RandomTraces.KEYS);
    return gen.chance(0.4) ? key : key + "=" + gen.oneOf(RandomTraces.VALUES);
  }

  private static void duration(Gen gen, Map<String, String> parameters) {
    int shortest = gen.random().nextInt(1, 1_000);
    parameters.put("minDuration", "" + shortest);
    if (gen.chance(0.5)) {
      parameters.put("maxDuration", "" + (shortest + gen.random().nextInt(200)));
    }
  }

  String path() {
    return parameters.entrySet().stream()
        .map(each -> "&" + each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(
            Collectors.joining(
                "",
                "/api/v2/traces?endTs=%d&lookback=%d&limit=%d"
                    .formatted(endMillis, lookbackMillis, limit),
                ""));
  }

  boolean isIn(long micros) {
    return micros >= (endMillis - lookbackMillis) * MICROS && micros <= endMillis * MICROS;
  }

  /// Whether all that is asked holds on this one span, whenever it started.
  boolean holdsOn(Span span) {
    return hasName("serviceName", span.localServiceName())
        && hasName("remoteServiceName", span.remoteServiceName())
        && hasName("spanName", span.name())
        && lasts(span.durationAsLong())
        && terms().stream().allMatch(term -> holds(term, span));
  }

  private boolean hasName(String parameter, @Nullable String name) {
    String asked = parameters.get(parameter);
    return asked == null || asked.toLowerCase(Locale.ROOT).equals(name);
  }

  private boolean lasts(long micros) {
    return micros >= number("minDuration", 0) && micros <= number("maxDuration", Long.MAX_VALUE);
  }

  private long number(String parameter, long absent) {
    return Optional.ofNullable(parameters.get(parameter)).map(Long::parseLong).orElse(absent);
  }

  List<String> terms() {
    String asked = parameters.get("annotationQuery");
    return asked == null ? List.of() : List.of(asked.split(" and "));
  }

  private static boolean holds(String term, Span span) {
    String[] parts = term.split("=", 2);
    boolean isWord = parts.length == 1 || parts[1].isEmpty();
    if (isWord) {
      return span.tags().containsKey(parts[0])
          || span.annotations().stream().anyMatch(each -> each.value().equals(parts[0]));
    }
    return parts[1].equals(span.tags().get(parts[0]));
  }
}
