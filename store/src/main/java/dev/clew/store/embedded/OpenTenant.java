package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import dev.clew.store.TraceClose.Reason;
import dev.clew.store.close.CloseLimits;
import dev.clew.store.close.TraceCloser;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.util.ArrayList;
import java.util.List;

/// Which traces of a tenant are open.
///
/// Guarded by its own lock, which is held for moments only.
final class OpenTenant {
  /// A trace that is closed and has not been told of yet.
  record Due(TraceId trace, Reason reason) {}

  /// Spans that came for a closed trace.
  record Late(TraceId trace, int spans) {}

  /// What is to be told.
  record News(List<Due> closed, List<Late> late) {}

  private final TraceCloser closer;
  private List<Due> closed = new ArrayList<>();
  private List<Late> late = new ArrayList<>();

  OpenTenant(CloseLimits limits) {
    closer =
        new TraceCloser(
            limits, (high, low, reason) -> closed.add(new Due(new TraceId(high, low), reason)));
  }

  /// Notes that spans can be read.
  synchronized void arrived(SpanBatch batch, long nowNanos) {
    Spans spans = batch.spans();
    int from = 0;
    for (int at = 1; at <= spans.size(); at++) {
      boolean goesOn =
          at < spans.size()
              && spans.traceIdHigh(at) == spans.traceIdHigh(from)
              && spans.traceIdLow(at) == spans.traceIdLow(from);
      if (!goesOn) {
        arrived(spans.traceIdHigh(from), spans.traceIdLow(from), at - from, nowNanos);
        from = at;
      }
    }
  }

  private void arrived(long high, long low, int count, long nowNanos) {
    if (!closer.arrived(high, low, count, nowNanos)) {
      late.add(new Late(new TraceId(high, low), count));
    }
  }

  /// Closes what is due and gives out what there is to tell.
  synchronized News closeDue(long nowNanos) {
    closer.closeDue(nowNanos);
    var news = new News(closed, late);
    closed = new ArrayList<>();
    late = new ArrayList<>();
    return news;
  }
}
