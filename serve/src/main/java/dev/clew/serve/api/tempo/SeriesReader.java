package dev.clew.serve.api.tempo;

import dev.clew.model.TimeRange;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.GoDuration;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the parameters of a question for numbers over time.
final class SeriesReader {
  private static final int MOST_EXEMPLARS = 100;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final long MOST_STEPS = 10_000;
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration SHORT_STEP = Duration.ofMillis(50);
  private static final int USUAL_STEPS = 240;

  private SeriesReader() {}

  /// Numbers a step apart.
  static SeriesRequest overTime(Parameters parameters, Instant now) {
    TimeRange range = range(parameters, now);
    Duration step = parameters.read("step", Times::length).orElseGet(() -> usualStep(range));
    return overTime(
        query(parameters),
        range,
        step,
        exemplars(parameters.whole("exemplars", Integer.MAX_VALUE)),
        maxSeries(parameters));
  }

  static SeriesRequest overTime(
      Query query, TimeRange range, Duration step, int exemplars, int maxSeries) {
    check(range, step);
    return new SeriesRequest(query, Steps.aligned(range, step), maxSeries, exemplars);
  }

  /// One number for all of the time.
  static SeriesRequest whole(Parameters parameters, Instant now) {
    return whole(query(parameters), range(parameters, now), maxSeries(parameters));
  }

  static SeriesRequest whole(Query query, TimeRange range, int maxSeries) {
    check(range, length(range));
    return new SeriesRequest(query, Steps.instant(range), maxSeries, 0);
  }

  private static Query query(Parameters parameters) {
    return parse(parameters.text("q").or(() -> parameters.text("query")).orElse(""));
  }

  /// A query for numbers over time.
  static Query parse(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) when query.root() instanceof Query.Root.Metrics -> query;
      case Parsed.Valid _ ->
          throw RequestException.bad(
              "invalid TraceQL query: metrics need a function over time, such as {} | rate()");
      case Parsed.Invalid(var error) ->
          throw RequestException.bad("invalid TraceQL query: parse error at " + error);
    };
  }

  private static TimeRange range(Parameters parameters, Instant now) {
    Optional<Long> start = parameters.read("start", Times::moment);
    Optional<Long> end = parameters.read("end", Times::moment);
    Duration since = parameters.read("since", Times::length).orElse(USUAL);
    long last = end.orElseGet(() -> nanos(now));
    return range(start.orElseGet(() -> last - Math.min(last, since.toNanos())), last);
  }

  static TimeRange range(long startNanos, long endNanos) {
    if (endNanos <= startNanos) {
      throw RequestException.bad("end must be greater than start");
    }
    return new TimeRange(startNanos, endNanos);
  }

  private static long nanos(Instant moment) {
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
  }

  private static Duration length(TimeRange range) {
    return Duration.ofNanos(range.endNanos() - range.startNanos());
  }

  static Duration usualStep(TimeRange range) {
    Duration length = length(range);
    Duration unit = length.compareTo(SHORT) < 0 ? SHORT_STEP : Duration.ofSeconds(1);
    long units = length.dividedBy(unit.multipliedBy(USUAL_STEPS));
    return unit.multipliedBy(Math.max(1, units));
  }

  private static void check(TimeRange range, Duration step) {
    Duration length = length(range);
    if (length.compareTo(LONGEST) > 0) {
      throw RequestException.bad(
          "metrics query time range exceeds the maximum allowed duration of "
              + GoDuration.format(LONGEST.toNanos()));
    }
    if (length.dividedBy(step) > MOST_STEPS) {
      throw RequestException.bad(
          "step of "
              + GoDuration.format(step.toNanos())
              + " is too small, minimum step for given range is "
              + GoDuration.format(Math.ceilDiv(length.toNanos(), MOST_STEPS)));
    }
  }

  static int exemplars(OptionalLong asked) {
    return (int) Math.min(asked.orElse(MOST_EXEMPLARS), MOST_EXEMPLARS);
  }

  /// 0 leaves it to the server.
  static int maxSeries(OptionalLong asked) {
    long most = asked.orElse(0);
    return most == 0
        ? SeriesRequest.USUAL_SERIES
        : (int) Math.min(most, SeriesRequest.USUAL_SERIES);
  }

  private static int maxSeries(Parameters parameters) {
    return maxSeries(parameters.whole("maxSeries", Integer.MAX_VALUE));
  }
}
