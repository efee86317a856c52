package dev.clew.analyze.errors;

import dev.clew.analyze.CountedRange;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// What was before a range, and so which groups of failures are new in it and which have come back.
///
/// **What is looked at** is the time before the range: as long again, at least a day, at most a
/// month. Its failed spans are read newest first, so that less of it may have been read than was
/// meant. Of less than a quarter nothing is concluded, and nothing where a part of it or of the
/// range could not be read.
///
/// **New** is a group none of whose failures were in that time, though its service sent spans in
/// it: the beginning of a service is no news of how it fails.
///
/// **Come back** (regressed) is a group that has failed before, was quiet for at least a quarter of
/// the time that was meant to be looked at (six hours for a range of up to a day) and failed in the
/// range again; of several such times the last counts. Whether its service was asked for anything
/// while it was quiet is not judged.
///
/// @param time that was read
/// @param services that sent spans in it
record Past(TimeRange time, long leastQuietNanos, Set<String> services) {
  private static final long LEAST_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final long MOST_NANOS = TimeUnit.DAYS.toNanos(30);
  private static final int QUARTER = 4;
  private static final int MOST_STEPS = 60;

  Past {
    services = Set.copyOf(services);
  }

  /// The time before a range that is to be looked at; empty before 1970.
  static TimeRange before(TimeRange range) {
    long end = Math.max(0, range.startNanos());
    return new TimeRange(Math.max(0, end - meantNanos(range)), end);
  }

  private static long meantNanos(TimeRange range) {
    long length = range.endNanos() - Math.max(0, range.startNanos());
    return Math.clamp(length, LEAST_NANOS, MOST_NANOS);
  }

  /// What is known once the failures since `reachedNanos` were read; empty where that is too
  /// little.
  static Optional<Past> of(QueryEngine engine, TenantId tenant, TimeRange range, long reachedNanos)
      throws QueryException {
    long quiet = meantNanos(range) / QUARTER;
    TimeRange meant = before(range);
    if (meant.endNanos() - reachedNanos < quiet) {
      return Optional.empty();
    }
    var read = new TimeRange(reachedNanos, meant.endNanos());
    CountedRange counted = CountedRange.of(read, MOST_STEPS);
    Counts<SpanSeries> counts = engine.spanCounts(tenant, counted.range(), counted.step());
    // The last step may reach into the range.
    Set<String> services =
        counts.cells().stream()
            .filter(cell ->
                cell.stepStartNanos()
                    .filter(start -> start + counted.stepNanos() <= range.startNanos())
                    .isPresent())
            .flatMap(cell -> cell.series().service().stream())
            .collect(Collectors.toUnmodifiableSet());
    return Optional.of(new Past(read, quiet, services));
  }

  /// Whether a group is new that was seen in the range and at so many moments before it.
  boolean isNew(String service, int seenBefore) {
    return seenBefore == 0 && services.contains(service);
  }

  /// How long a group was quiet before it came back; 0 when it did not.
  ///
  /// @param seen when it failed, in order, before the range and in it
  long quietNanos(long[] seen) {
    for (int at = seen.length - 1; at > 0 && seen[at] >= time.endNanos(); at--) {
      if (seen[at] - seen[at - 1] >= leastQuietNanos) {
        return seen[at] - seen[at - 1];
      }
    }
    return 0;
  }
}
