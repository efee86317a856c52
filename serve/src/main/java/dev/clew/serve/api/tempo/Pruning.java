package dev.clew.serve.api.tempo;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.model.TraceTree;
import dev.clew.query.Filters;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.serve.api.RequestException;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be left of a trace: the spans that pass a filter, and some around them.
///
/// @param above how many of the spans above one that passes
/// @param below how many levels below it
record Pruning(Optional<FieldExpr> condition, int above, int below) {
  private static final int FAR = Integer.MAX_VALUE;

  /// Nothing where the whole trace is asked for.
  static Optional<Pruning> read(Parameters parameters) {
    boolean keepsAbove = parameters.read("keep_hierarchy", Pruning::parseFlag).orElse(false);
    int above = parameters.read("ancestor_depth", Pruning::parseDepth).orElse(FAR);
    long below = parameters.whole("match_depth", FAR).orElse(0);
    return parameters
        .text("q")
        .map(text -> new Pruning(filter(text), keepsAbove ? above : 0, (int) below));
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "needs true or false, got " + RequestException.quote(text));
    };
  }

  /// A number of levels; -1 is all.
  private static int parseDepth(String text) {
    try {
      int depth = Integer.parseInt(text);
      if (depth >= -1) {
        return depth < 0 ? FAR : depth;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "needs a whole number from -1 to " + FAR + ", got " + RequestException.quote(text));
  }

  private static Optional<FieldExpr> filter(String text) {
    Query query = SearchReader.parse(text);
    if (query.limit().isEmpty()
        && query.root() instanceof Query.Root.Search(var pipeline)
        && pipeline.stages().size() == 1
        && pipeline.stages().getFirst() instanceof Stage.Spansets(var spansets)
        && spansets instanceof SpansetExpr.Filter(var condition)) {
      return condition;
    }
    throw RequestException.bad(
        "invalid q: needs one filter of spans, such as { status = error }, got "
            + RequestException.quote(text));
  }

  /// What is left of a trace; nothing where no span passes.
  SpanBatch prune(QueryEngine engine, TraceId id) throws QueryException {
    SpanBatch trace = engine.trace(TenantId.DEFAULT, id);
    boolean[] kept = kept(trace, matches(engine, id));
    byte[] otlp = OtlpWriter.write(trace, span -> kept[span]);
    try {
      return OtlpReader.read(otlp, otlp.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what was written here must be readable", e);
    }
  }

  private Set<Long> matches(QueryEngine engine, TraceId id) throws QueryException {
    var filters = new ArrayList<FieldExpr>(List.of(Filters.trace(id)));
    condition.ifPresent(filters::add);
    var search =
        new SearchRequest(
            Filters.search(filters), TimeRange.ALL, 1, Optional.empty(), Integer.MAX_VALUE);
    Set<Long> ids = new HashSet<>();
    for (FoundTrace found : engine.search(TenantId.DEFAULT, search).traces()) {
      found
          .spansets()
          .forEach(spanset -> spanset.spans().forEach(span -> ids.add(span.id().bits())));
    }
    return ids;
  }

  /// By span of the trace, whether it is left.
  private boolean[] kept(SpanBatch trace, Set<Long> matches) {
    TraceTree tree = tree(trace);
    int[] toMatchBelow = new int[trace.size()];
    int[] toMatchAbove = new int[trace.size()];
    Arrays.fill(toMatchBelow, FAR);
    // A parent stands before its children.
    for (int row = tree.rowCount() - 1; row >= 0; row--) {
      toMatchBelow[row] = isMatch(trace, tree, row, matches) ? 0 : toMatchBelow[row];
      int parent = tree.parentRow(row);
      if (parent >= 0) {
        toMatchBelow[parent] = Math.min(toMatchBelow[parent], next(toMatchBelow[row]));
      }
    }
    boolean[] kept = new boolean[trace.size()];
    for (int row = 0; row < tree.rowCount(); row++) {
      int parent = tree.parentRow(row);
      boolean isMatch = toMatchBelow[row] == 0;
      toMatchAbove[row] = isMatch ? 0 : parent < 0 ? FAR : next(toMatchAbove[parent]);
      boolean isAbove = toMatchBelow[row] != FAR && toMatchBelow[row] <= above;
      boolean isBelow = toMatchAbove[row] != FAR && toMatchAbove[row] <= below;
      kept[tree.spanAt(row)] = isMatch || isAbove || isBelow;
    }
    return kept;
  }

  private static int next(int depth) {
    return depth == FAR ? FAR : depth + 1;
  }

  private static boolean isMatch(SpanBatch trace, TraceTree tree, int row, Set<Long> matches) {
    return matches.contains(trace.spans().spanId(tree.spanAt(row)));
  }

  private static TraceTree tree(SpanBatch trace) {
    long[] ids = new long[trace.size()];
    long[] parents = new long[trace.size()];
    long[] starts = new long[trace.size()];
    for (int span = 0; span < trace.size(); span++) {
      ids[span] = trace.spans().spanId(span);
      parents[span] = trace.spans().parentSpanId(span);
      starts[span] = trace.spans().startNanos(span);
    }
    return TraceTree.of(ids, parents, starts);
  }
}
