package dev.clew.serve.api.jaeger;

import dev.clew.model.TimeRange;
import dev.clew.serve.api.RequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Reads the parameters of `/api/v3/traces` and `/api/v3/trace-summaries`, in both spellings.
final class V3Search {
  private V3Search() {}

  static JaegerSearch read(Parameters parameters) {
    if (!parameters.text("query.filter").isEmpty()) {
      throw RequestException.bad(
          "malformed parameter query.filter: filter expressions are not supported,"
              + " use query.attributes");
    }
    long min = parameters.duration("query.durationMin", "query.duration_min");
    long max = parameters.duration("query.durationMax", "query.duration_max");
    if (max != 0 && max < min) {
      throw RequestException.bad(
          "malformed parameter query.durationMax: needs at least query.durationMin");
    }
    return new JaegerSearch(
        parameters.text("query.serviceName", "query.service_name"),
        parameters.text("query.operationName", "query.operation_name"),
        parameters.read(Parameters::parseTexts, Map.of(), "query.attributes"),
        range(parameters),
        min,
        max,
        parameters.limit(
            "query.searchDepth", "query.search_depth", "query.num_traces", "query.numTraces"),
        parameters.flag("query.rawTraces", "query.raw_traces"));
  }

  /// Both ends included.
  private static TimeRange range(Parameters parameters) {
    Long min = moment(parameters, "query.startTimeMin", "query.start_time_min");
    Long max = moment(parameters, "query.startTimeMax", "query.start_time_max");
    if (max <= min) {
      throw RequestException.bad(
          "malformed parameter query.startTimeMax: needs a time after query.startTimeMin");
    }
    return new TimeRange(min, max == Long.MAX_VALUE ? max : max + 1);
  }

  private static long moment(Parameters parameters, String camel, String snake) {
    if (parameters.text(camel, snake).isEmpty()) {
      throw RequestException.bad("malformed parameter " + camel + ": is required");
    }
    return parameters.read(V3Search::parseMoment, 0L, camel, snake);
  }

  /// Reads RFC 3339 into nanoseconds; moments too far away for them count as the furthest.
  static long parseMoment(String text) {
    try {
      // An offset whose plus was not escaped arrives with a space.
      Instant moment = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      return nanos(moment);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          "needs a time such as 2026-01-02T15:04:05Z, got " + RequestException.quote(text));
    }
  }

  private static long nanos(Instant moment) {
    try {
      return ChronoUnit.NANOS.between(Instant.EPOCH, moment);
    } catch (ArithmeticException _) {
      return moment.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
