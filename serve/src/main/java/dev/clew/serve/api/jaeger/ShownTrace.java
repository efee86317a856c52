package dev.clew.serve.api.jaeger;

import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.TraceTree;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One trace as Jaeger shows it, span by span, a parent before its children.
///
/// Unless raw, the trace is adjusted for its readers: ids shared by both ends of a call are split,
/// events stand in order of time, links that point nowhere are left out, and warnings say what is
/// odd. Owned by the thread that writes it.
final class ShownTrace {
  private static final String INVALID_LINK = "Invalid span link removed";

  private static final Comparator<SpanEvent> BY_TIME =
      Comparator.<SpanEvent>comparingLong(event -> event.timeNanos() + Long.MIN_VALUE)
          .thenComparing(SpanEvent::name);

  private final SpanBatch batch;
  private final boolean raw;
  private final SpanIds ids;
  private final TraceTree tree;
  private final @Nullable String[] skews;

  /// @param batch one span or more
  ShownTrace(SpanBatch batch, boolean raw) {
    this.batch = batch;
    this.raw = raw;
    ids = new SpanIds(batch.spans(), raw);
    tree = TraceTree.of(ids.ids(), ids.parents(), starts(batch));
    skews = raw ? new @Nullable String[batch.size()] : skews();
  }

  /// One span.
  ///
  /// @param resource the number of the resource that it came with, or -1 where it has another now
  record Shown(
      Span span, int resource, long id, List<Reference> references, List<String> warnings) {}

  private static long[] starts(SpanBatch batch) {
    long[] starts = new long[batch.size()];
    for (int span = 0; span < starts.length; span++) {
      starts[span] = batch.spans().startNanos(span);
    }
    return starts;
  }

  private @Nullable String[] skews() {
    String[] hosts = new String[batch.resources().size()];
    for (int resource = 0; resource < hosts.length; resource++) {
      hosts[resource] = Processes.hostOf(ModelSpans.resource(batch, resource));
    }
    return ClockSkew.warnings(batch.spans(), ids, tree, span -> hosts[resourceOf(span)]);
  }

  private int resourceOf(int span) {
    return batch.scopes().resource(batch.spans().scope(span));
  }

  TraceTree tree() {
    return tree;
  }

  int size() {
    return tree.rowCount();
  }

  long traceIdHigh() {
    return batch.spans().traceIdHigh(0);
  }

  long traceIdLow() {
    return batch.spans().traceIdLow(0);
  }

  int resources() {
    return batch.resources().size();
  }

  Shown at(int row) {
    int at = tree.spanAt(row);
    Span sent = ModelSpans.span(batch, at);
    LibraryAttributes library =
        raw ? new LibraryAttributes(sent, List.of()) : LibraryAttributes.moved(sent);
    Span span = library.span();
    boolean isMoved = !span.resource().equals(sent.resource());
    return new Shown(
        span,
        isMoved ? -1 : resourceOf(at),
        ids.ids()[at],
        Reference.of(span, ids.parents()[at], raw),
        warnings(at, library));
  }

  List<SpanEvent> events(Span span) {
    return raw ? span.events() : span.events().stream().sorted(BY_TIME).toList();
  }

  private List<String> warnings(int at, LibraryAttributes library) {
    var warnings = new ArrayList<String>();
    String skew = skews[at];
    if (skew != null) {
      warnings.add(skew);
    }
    for (String key : library.conflicts()) {
      warnings.add("conflicting values between Span and Resource for attribute " + key);
    }
    if (!raw && !library.span().links().stream().allMatch(Reference::isValid)) {
      warnings.add(INVALID_LINK);
    }
    return warnings;
  }
}
