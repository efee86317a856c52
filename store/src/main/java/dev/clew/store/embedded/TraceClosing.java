package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.TraceClose;
import dev.clew.store.TraceListener;
import dev.clew.store.block.GatheredTraces;
import dev.clew.store.close.CloseLimits;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import dev.clew.store.cube.CallRows;
import dev.clew.store.cube.Words;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes traces and tells of them, if anybody listens. Nothing that is kept depends on it: it says
/// when a trace can be judged, not what it counts.
///
/// Any thread may tell of arrivals; one closes.
public final class TraceClosing {
  private static final Logger LOG = LoggerFactory.getLogger(TraceClosing.class);

  private final Tenants tenants;
  private final Optional<TraceListener> listener;
  private final CloseLimits limits;
  private final ConcurrentMap<TenantId, OpenTenant> open = new ConcurrentHashMap<>();

  public TraceClosing(Tenants tenants, Optional<TraceListener> listener, CloseLimits limits) {
    this.tenants = tenants;
    this.listener = listener;
    this.limits = limits;
  }

  /// Notes that spans can be read.
  public void arrived(TenantId tenant, SpanBatch spans, long monotonicNanos) {
    if (listener.isPresent() && spans.size() > 0) {
      open.computeIfAbsent(tenant, _ -> new OpenTenant(limits)).arrived(spans, monotonicNanos);
    }
  }

  /// Closes what is due and tells of it.
  public void closeDue(long monotonicNanos) {
    for (TenantId tenant : open.keySet()) {
      OpenTenant.News news = open.get(tenant).closeDue(monotonicNanos);
      try {
        tell(tenant, news);
      } catch (IOException e) {
        LOG.error("Closed traces of tenant {} cannot be read; nobody hears of them", tenant, e);
      }
    }
  }

  private void tell(TenantId tenant, OpenTenant.News news) throws IOException {
    if (!news.closed().isEmpty()) {
      tellClosed(tenant, news.closed());
    }
    for (OpenTenant.Late late : news.late()) {
      listener.ifPresent(each -> each.late(tenant, late.trace(), late.spans()));
    }
  }

  private void tellClosed(TenantId tenant, List<OpenTenant.Due> closed) throws IOException {
    List<TraceId> ids = closed.stream().map(OpenTenant.Due::trace).toList();
    try (Holding holding = tenants.of(tenant).hold()) {
      var traces = new GatheredTraces(holding.earlier());
      traces.visit(
          ids,
          (number, rows, calls, trace) -> {
            TraceClose close = close(closed.get(number), traces.words(), rows, calls, trace);
            listener.ifPresent(each -> each.closed(tenant, close));
          });
    }
  }

  private static TraceClose close(
      OpenTenant.Due due, Words words, TraceRows rows, CallRows calls, ClosedTrace trace) {
    int root = trace.rootRow();
    return new TraceClose(
        due.trace(),
        due.reason(),
        trace.startNanos(),
        trace.durationNanos(),
        trace.spanCount(),
        trace.errorCount(),
        trace.serviceCount(),
        words.text(rows.service(root)),
        words.text(calls.name(root)),
        trace.isComplete());
  }
}
