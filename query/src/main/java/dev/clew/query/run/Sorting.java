package dev.clew.query.run;

import dev.clew.query.eval.Batch;
import dev.clew.query.eval.Traces;
import dev.clew.query.traceql.Query.Order;
import java.util.Optional;

/// The order of a search's traces, by a key of which the larger comes first; ties by trace id.
record Sorting(Order.Key key, boolean isDescending) {
  /// Newest first, unless the query says otherwise.
  static Sorting of(Optional<Order> order) {
    return order
        .map(each -> new Sorting(each.key(), each.isDescending()))
        .orElse(new Sorting(Order.Key.START, true));
  }

  boolean isNewestFirst() {
    return key == Order.Key.START && isDescending;
  }

  long key(Batch batch, int trace) {
    long value =
        switch (key) {
          case START -> Traces.startNanos(batch, trace);
          case DURATION -> Traces.durationNanos(batch, trace);
          case SPANS -> Traces.spanCount(batch, trace);
          case ERRORS -> Traces.errorCount(batch, trace);
        };
    return isDescending ? value : ~value;
  }
}
