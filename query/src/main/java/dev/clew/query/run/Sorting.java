package dev.clew.query.run;

import dev.clew.query.eval.Batch;
import dev.clew.query.eval.Traces;
import dev.clew.query.traceql.Query.Order;
import java.io.IOException;
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
    return directed(value);
  }

  /// The key of a trace that a block has as a whole.
  long key(WholeTraces traces, int number) throws IOException {
    return directed(
        switch (key) {
          case START -> traces.extent(number).startNanos();
          case DURATION -> traces.extent(number).durationNanos();
          case SPANS -> traces.spanCount(number);
          case ERRORS -> traces.errorCount(number);
        });
  }

  /// True when the key of a trace follows from its extent.
  boolean isByExtent() {
    return key == Order.Key.START || key == Order.Key.DURATION;
  }

  /// The key of a trace that reaches so far, see [#isByExtent()].
  long key(Extent extent) {
    return switch (key) {
      case START -> directed(extent.startNanos());
      case DURATION -> directed(extent.durationNanos());
      case SPANS, ERRORS -> throw new IllegalArgumentException("needs the spans, has " + extent);
    };
  }

  /// No key of a trace with such rows is larger, some of which may be of spans that were sent
  /// again.
  long largestKey(Extent rows) {
    return switch (key) {
      case START -> isDescending ? rows.endNanos() : ~rows.startNanos();
      case DURATION -> isDescending ? rows.durationNanos() : Long.MAX_VALUE;
      case SPANS, ERRORS -> Long.MAX_VALUE;
    };
  }

  private long directed(long value) {
    return isDescending ? value : ~value;
  }
}
