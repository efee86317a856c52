package dev.clew.serve.api.jaeger;

import dev.clew.model.SpanKind;
import dev.clew.model.TimeRange;
import dev.clew.serve.api.ProtoFields;
import dev.clew.serve.api.RequestException;
import dev.clew.store.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What is asked of `/api/metrics/…`: numbers of some services, step of time by step.
///
/// @param kinds of the spans that count
/// @param byOperation apart by the name of the span
/// @param stepNanos a multiple of what the store counts by
record MetricsQuestion(
    Set<String> services,
    Set<SpanKind> kinds,
    boolean byOperation,
    long firstNanos,
    int points,
    long stepNanos) {
  private static final Duration LOOKBACK = Duration.ofHours(1);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration RATE_PER = Duration.ofMinutes(10);
  private static final int MOST_POINTS = 10_000;
  private static final long MOST_MILLIS = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE) / 4;

  /// Jaeger's page joins several services to one value.
  private static final String JOINED = ",service=";

  MetricsQuestion {
    services = Set.copyOf(services);
    kinds = Set.copyOf(kinds);
  }

  static MetricsQuestion read(Parameters parameters, Instant now) {
    long end = parameters.read(MetricsQuestion::parseMillis, now.toEpochMilli(), "endTs");
    long lookback = parameters.read(MetricsQuestion::parseMillis, LOOKBACK.toMillis(), "lookback");
    long step = parameters.read(MetricsQuestion::parseMillis, STEP.toMillis(), "step");
    // Every point is of its own step, so that no rate needs a time of its own.
    parameters.read(MetricsQuestion::parseMillis, RATE_PER.toMillis(), "ratePer");
    return of(
        services(parameters),
        kinds(parameters),
        parameters.flag("groupByOperation"),
        new Times(
            TimeUnit.MILLISECONDS.toNanos(end),
            TimeUnit.MILLISECONDS.toNanos(lookback),
            TimeUnit.MILLISECONDS.toNanos(step)));
  }

  /// What a message of gRPC asks, see `MetricsQueryBaseRequest` in `jaeger_metrics.proto`.
  static MetricsQuestion read(ProtoFields asked, Instant now) {
    List<String> services = asked.allTexts(1).stream().filter(each -> !each.isEmpty()).toList();
    if (services.isEmpty()) {
      throw RequestException.bad("please provide at least one service name");
    }
    Set<SpanKind> kinds = EnumSet.noneOf(SpanKind.class);
    asked.numbers(7).forEach(number -> kinds.add(kind(number)));
    long nowNanos = TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
    return of(
        Set.copyOf(services),
        kinds.isEmpty() ? Set.of(SpanKind.SERVER) : kinds,
        asked.flag(2),
        new Times(
            positive(asked, 3, "end_time", nowNanos),
            positive(asked, 4, "lookback", LOOKBACK.toNanos()),
            positive(asked, 5, "step", STEP.toNanos())));
  }

  private static SpanKind kind(long number) {
    if (number < 0 || number >= SpanKind.values().length) {
      throw RequestException.bad("spanKinds need numbers from 0 to 5, got " + number);
    }
    return SpanKind.of((int) number);
  }

  private static long positive(ProtoFields asked, int field, String name, long absent) {
    long nanos = asked.nanos(field).orElse(absent);
    if (nanos <= 0 || nanos >= TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS)) {
      throw RequestException.bad(name + " needs a time from a nanosecond on, got " + nanos + " ns");
    }
    return nanos;
  }

  /// What is asked for ends then, is so long, and has steps so long at least.
  private record Times(long endNanos, long lookbackNanos, long stepNanos) {}

  private static MetricsQuestion of(
      Set<String> services, Set<SpanKind> kinds, boolean byOperation, Times times) {
    long stepNanos = wholeStep(times.stepNanos);
    long last = Math.floorDiv(times.endNanos, stepNanos);
    long points = Math.max(1, times.lookbackNanos / stepNanos);
    if (points > MOST_POINTS) {
      throw RequestException.bad(
          "unable to parse param 'step': needs at most " + MOST_POINTS + " steps in the lookback");
    }
    return new MetricsQuestion(
        services,
        kinds,
        byOperation,
        Math.max(0, last - points) * stepNanos,
        (int) points,
        stepNanos);
  }

  private static long wholeStep(long nanos) {
    return Math.ceilDiv(nanos, Counts.STEP_NANOS) * Counts.STEP_NANOS;
  }

  private static Set<String> services(Parameters parameters) {
    List<String> services = new ArrayList<>();
    for (String value : parameters.all("service")) {
      services.addAll(List.of(value.split(JOINED)));
    }
    services.removeIf(String::isEmpty);
    if (services.isEmpty()) {
      throw RequestException.bad("unable to parse param 'service': needs a service or more");
    }
    return Set.copyOf(services);
  }

  private static Set<SpanKind> kinds(Parameters parameters) {
    var kinds = EnumSet.noneOf(SpanKind.class);
    for (String word : parameters.all("spanKind")) {
      kinds.add(
          word.equals("unspecified")
              ? SpanKind.UNSPECIFIED
              : Kinds.of(word).orElseThrow(() -> noKind(word)));
    }
    return kinds.isEmpty() ? Set.of(SpanKind.SERVER) : kinds;
  }

  private static RequestException noKind(String word) {
    return RequestException.bad(
        "unable to parse param 'spanKind': needs unspecified, internal, server, client, producer"
            + " or consumer, got "
            + RequestException.quote(word));
  }

  static double parseQuantile(String text) {
    try {
      double quantile = Double.parseDouble(text);
      if (quantile >= 0 && quantile <= 1) {
        return quantile;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "needs a number from 0 to 1, got " + RequestException.quote(text));
  }

  private static long parseMillis(String text) {
    try {
      long millis = Long.parseLong(text);
      if (millis > 0 && millis < MOST_MILLIS) {
        return millis;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "needs a whole number of milliseconds from 1 on, got " + RequestException.quote(text));
  }

  TimeRange range() {
    return new TimeRange(firstNanos, firstNanos + points * stepNanos);
  }

  Duration step() {
    return Duration.ofNanos(stepNanos);
  }
}
