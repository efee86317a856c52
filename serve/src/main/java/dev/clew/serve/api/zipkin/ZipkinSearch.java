package dev.clew.serve.api.zipkin;

import com.linecorp.armeria.common.QueryParams;
import dev.clew.model.TimeRange;
import dev.clew.query.Filters;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Query;
import dev.clew.serve.api.RequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A search for traces as Zipkin asks it; empty texts ask nothing, and neither do durations of 0.
///
/// @param annotations each of which must hold
/// @param window in which spans start
record ZipkinSearch(
    String service,
    String remoteService,
    String name,
    List<String> annotations,
    long minMicros,
    long maxMicros,
    Window window,
    int limit) {
  static final int USUAL_LIMIT = 10;
  private static final Pattern AND = Pattern.compile(" and ");
  private static final int MOST_ANNOTATIONS = 100;
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MAX_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO - 1;

  ZipkinSearch {
    annotations = List.copyOf(annotations);
  }

  static ZipkinSearch read(QueryParams sent, Instant now, Duration usualLookback) {
    var parameters = new Parameters(sent);
    String name = parameters.text("spanName");
    long min = parameters.positive("minDuration", 0);
    long max = parameters.positive("maxDuration", 0);
    if (max != 0 && min == 0) {
      throw RequestException.bad("maxDuration is only valid with minDuration");
    }
    if (max != 0 && max < min) {
      throw RequestException.bad("maxDuration < minDuration");
    }
    return new ZipkinSearch(
        parameters.text("serviceName"),
        parameters.text("remoteServiceName"),
        name.equalsIgnoreCase("all") ? "" : name,
        annotations(parameters.text("annotationQuery")),
        min,
        max,
        Window.read(parameters, now, usualLookback),
        (int) Math.min(parameters.positive("limit", USUAL_LIMIT), Integer.MAX_VALUE));
  }

  private static List<String> annotations(String query) {
    String[] parts = AND.split(query, MOST_ANNOTATIONS + 1);
    if (parts.length > MOST_ANNOTATIONS) {
      throw RequestException.bad(
          "annotationQuery needs " + MOST_ANNOTATIONS + " terms at most, got more");
    }
    return List.of(parts).stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  SearchRequest toSearch() {
    TimeRange range = window.toRange();
    return new SearchRequest(query(), range, limit, Optional.empty(), 0);
  }

  /// All on one span, which knows when it started: traces are found by when they were.
  Query query() {
    var filters = new ArrayList<FieldExpr>();
    if (!service.isEmpty()) {
      filters.add(ZipkinFilters.service(service));
    }
    if (!remoteService.isEmpty()) {
      filters.add(ZipkinFilters.remoteService(remoteService));
    }
    if (!name.isEmpty()) {
      filters.add(ZipkinFilters.name(name));
    }
    if (minMicros != 0) {
      filters.add(Filters.shortest(ofMicros(minMicros)));
    }
    if (maxMicros != 0) {
      // Zipkin sees durations cut to microseconds, so that the last one counts whole.
      filters.add(Filters.longest(ofMicros(maxMicros).plusNanos(NANOS_PER_MICRO - 1)));
    }
    annotations.forEach(annotation -> filters.add(ZipkinFilters.annotation(annotation)));
    filters.add(ZipkinFilters.hasStart());
    return Filters.search(filters);
  }

  private static Duration ofMicros(long micros) {
    return Duration.ofNanos(Math.min(micros, MAX_MICROS) * NANOS_PER_MICRO);
  }
}
