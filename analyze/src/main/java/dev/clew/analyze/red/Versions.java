package dev.clew.analyze.red;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.Red;
import dev.clew.analyze.ServiceVersions;
import dev.clew.analyze.ServiceVersions.Version;
import dev.clew.analyze.ServicesOverview.Basis;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.query.Labels;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tells the versions of a service apart, by `service.version` of their resources.
///
/// The cube that the store keeps knows no versions, so that the engine is asked for numbers over
/// time: once for the counts in the steps of both ranges, by which versions come and go, and once
/// for the latencies of the range. Its steps have their end and not their start, those of a counted
/// range the reverse: a span that starts in the very nanosecond between two counts for the earlier
/// one here, so that whole steps stay whole, which blocks have counted ahead. What a service is
/// judged by is the rule of [SpanCounts].
///
/// **New** is a version that has spans in the range, none in the range before, and that was not the
/// service's first: where nothing of the service was counted earlier, its beginning is no change of
/// version.
///
/// Owned by one thread.
public final class Versions {
  private static final int MOST_VERSIONS = 100;
  private static final int MOST_SERIES = 3000;
  private static final double[] QUANTILES = {0.5, 0.95, 0.99};

  private static final String VERSION = "resource.service.version";
  private static final String REQUESTS = " && (kind = server || kind = consumer)";

  private final QueryEngine engine;
  private final TenantId tenant;
  private final String service;
  private final CountedRange range;

  public Versions(QueryEngine engine, TenantId tenant, String service, CountedRange range) {
    this.engine = engine;
    this.tenant = tenant;
    this.service = service;
    this.range = range;
  }

  /// Compares them; no versions where the service sent no span in the range.
  public ServiceVersions compare() throws QueryException {
    SeriesAnswer counted =
        ask("", "count_over_time() by (" + VERSION + ", kind, status)", stepsOfBoth());
    Basis basis =
        counted.series().stream().anyMatch(Versions::isRequest) ? Basis.REQUESTS : Basis.SPANS;
    Map<String, Tally> tallies = new HashMap<>();
    for (Series series : counted.series()) {
      if (basis == Basis.SPANS || isRequest(series)) {
        tallies.computeIfAbsent(version(series), _ -> new Tally(series.size())).add(series);
      }
    }
    String filter = basis == Basis.REQUESTS ? REQUESTS : "";
    SeriesAnswer latencies =
        ask(filter, "quantile_over_time(duration, 0.5, 0.95, 0.99) by (" + VERSION + ")", whole());
    List<Version> versions = versions(tallies, quantiles(latencies));
    return new ServiceVersions(
        range,
        range.previous(),
        service,
        basis,
        versions.stream().limit(MOST_VERSIONS).toList(),
        versions.size() > MOST_VERSIONS || counted.isTruncated() || latencies.isTruncated(),
        latencies.coverage().complete() ? counted.coverage() : latencies.coverage());
  }

  private SeriesAnswer ask(String filter, String function, Steps steps) throws QueryException {
    String text = "{ resource.service.name = " + quoted(service) + filter + " } | " + function;
    Query query =
        switch (TraceQl.parse(text)) {
          case Parsed.Valid(var valid) -> valid;
          case Parsed.Invalid(var error) -> throw new IllegalStateException(text + ": " + error);
        };
    return engine.series(tenant, new SeriesRequest(query, steps, MOST_SERIES, 0));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private Steps stepsOfBoth() {
    long start = range.previous().startNanos();
    long steps = (range.endNanos() - start) / range.stepNanos();
    return new Steps(start + range.stepNanos(), range.stepNanos(), (int) steps);
  }

  private Steps whole() {
    return new Steps(range.endNanos(), range.endNanos() - range.startNanos(), 1);
  }

  private static boolean isRequest(Series series) {
    return series.labels().find("kind").orElse(Value.NIL) instanceof Value.Kind(SpanKind kind)
        && SpanCounts.isRequest(kind);
  }

  private static String version(Series series) {
    return switch (series.labels().find(VERSION).orElse(Value.NIL)) {
      case Value.Nil _ -> "";
      case Value.Text(var text) -> text;
      case Value.Int(var number) -> Long.toString(number);
      case Value.Real(var number) -> Double.toString(number);
      case Value other -> other.toString();
    };
  }

  /// Nanoseconds by version, in the order of [#QUANTILES].
  private static Map<String, long[]> quantiles(SeriesAnswer latencies) {
    Map<String, long[]> all = new HashMap<>();
    for (Series series : latencies.series()) {
      long[] nanos = all.computeIfAbsent(version(series), _ -> new long[QUANTILES.length]);
      double share = quantile(series.labels());
      for (int at = 0; at < QUANTILES.length; at++) {
        if (QUANTILES[at] == share) {
          nanos[at] = Math.round(zeroIfNone(series.point(0)) * 1e9);
        }
      }
    }
    return all;
  }

  private static double quantile(Labels labels) {
    return labels.find("p").orElse(Value.NIL) instanceof Value.Real(double share) ? share : 0;
  }

  private static double zeroIfNone(double point) {
    return Double.isNaN(point) ? 0 : point;
  }

  private List<Version> versions(Map<String, Tally> tallies, Map<String, long[]> latencies) {
    int first = tallies.values().stream().mapToInt(Tally::first).min().orElse(0);
    return tallies.entrySet().stream()
        .filter(each -> each.getValue().count() > 0)
        .map(each -> {
          long[] nanos = latencies.getOrDefault(each.getKey(), new long[QUANTILES.length]);
          return each.getValue().version(each.getKey(), nanos, first);
        })
        .sorted(
            comparingLong(Version::firstSeenNanos)
                .thenComparingLong(each -> each.red().count())
                .reversed()
                .thenComparing(comparing(Version::name)))
        .collect(Collectors.toUnmodifiableList());
  }

  /// What was counted of one version in the steps of both ranges. Owned by one thread.
  private final class Tally {
    private final double[] counts;
    private final double[] errors;
    private final int before;

    Tally(int steps) {
      counts = new double[steps];
      errors = new double[steps];
      before = steps - range.steps();
    }

    void add(Series series) {
      boolean hasFailed =
          series.labels().find("status").orElse(Value.NIL)
                  instanceof Value.Status(StatusCode status)
              && status == StatusCode.ERROR;
      for (int step = 0; step < counts.length; step++) {
        double point = zeroIfNone(series.point(step));
        counts[step] += point;
        errors[step] += hasFailed ? point : 0;
      }
    }

    /// The first step of all in which it was counted.
    int first() {
      return firstFrom(0);
    }

    private int firstFrom(int start) {
      return IntStream.range(start, counts.length)
          .filter(step -> counts[step] > 0)
          .findFirst()
          .orElse(counts.length);
    }

    /// How many there were in the range.
    long count() {
      return sum(counts);
    }

    private long sum(double[] all) {
      return Math.round(IntStream.range(before, all.length).mapToDouble(at -> all[at]).sum());
    }

    Version version(String name, long[] nanos, int firstOfService) {
      long count = count();
      Red red = new Red(count, count / range.seconds(), sum(errors), nanos[0], nanos[1], nanos[2]);
      int seen = firstFrom(before) - before;
      return new Version(
          name,
          red,
          IntStream.range(before, counts.length).mapToObj(at -> Math.round(counts[at])).toList(),
          range.startNanos() + seen * range.stepNanos(),
          first() >= before && first() > firstOfService);
    }
  }
}
