package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.serve.api.RequestException;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The answer of `/api/dependencies`: which service called which, and how often, whatever by.
record Dependencies(Map<Link, Long> counts) {
  private static final Duration LOOKBACK = Duration.ofDays(1);
  private static final long MAX_MILLIS = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE) - 1;

  /// What stands for services that there were too many of to tell them apart.
  private static final String OTHERS = "(others)";

  /// Two services of which one called the other.
  record Link(String parent, String child) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      int byParent = parent.compareTo(other.parent);
      return byParent != 0 ? byParent : child.compareTo(other.child);
    }
  }

  static Dependencies read(QueryEngine engine, TenantId tenant, Parameters parameters, Instant now)
      throws QueryException {
    long end = parameters.read(Dependencies::parseMillis, now.toEpochMilli(), "endTs");
    long lookback = parameters.read(Dependencies::parseMillis, LOOKBACK.toMillis(), "lookback");
    var range =
        new TimeRange(
            TimeUnit.MILLISECONDS.toNanos(Math.max(end - lookback, 0)),
            TimeUnit.MILLISECONDS.toNanos(end + 1));
    return of(engine, tenant, range, parameters.text("service"));
  }

  /// The calls of some time.
  ///
  /// @param service that is at one end of them; empty for any
  static Dependencies of(QueryEngine engine, TenantId tenant, TimeRange range, String service)
      throws QueryException {
    // One step, or two: nobody asks when.
    Duration step = Duration.ofNanos(Math.max(Counts.STEP_NANOS, range.endNanos()));
    var links = new TreeMap<Link, Long>();
    for (Counts.Cell<CallSeries> cell : engine.calls(tenant, range, step).cells()) {
      Link link = link(cell.series());
      if (service.isEmpty() || link.parent().equals(service) || link.child().equals(service)) {
        links.merge(link, cell.count(), Long::sum);
      }
    }
    return new Dependencies(links);
  }

  private static Link link(CallSeries series) {
    return new Link(series.client().orElse(OTHERS), series.server().orElse(OTHERS));
  }

  private static long parseMillis(String text) {
    try {
      long millis = Long.parseLong(text);
      if (millis >= 0) {
        return Math.min(millis, MAX_MILLIS);
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "needs a whole number of milliseconds from 0 on, got " + RequestException.quote(text));
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Map.Entry<Link, Long> each : counts.entrySet()) {
      json.writeStartObject();
      json.writeStringField("parent", each.getKey().parent());
      json.writeStringField("child", each.getKey().child());
      json.writeNumberField("callCount", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
