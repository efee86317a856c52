package dev.clew.query.eval;

import dev.clew.model.CriticalPath;
import dev.clew.model.TraceId;
import dev.clew.query.eval.Values.Tag;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import java.util.Arrays;
import java.util.Optional;

/// Fields that only a whole trace has values of.
final class Derived {
  private static final Reference NAME = Fields.of(Intrinsic.NAME);

  private Derived() {}

  /// The stored field that a derived one is worked out from, if it is one.
  static Optional<Reference> from(Reference field) {
    return switch (field) {
      case FieldExpr.Attribute(var scope, var key, _) ->
          switch (scope) {
            case ANY, SPAN, RESOURCE, EVENT, LINK, INSTRUMENTATION -> Optional.empty();
            case PARENT -> Optional.of(Fields.of(Scope.ANY, key));
            case PARENT_SPAN -> Optional.of(Fields.of(Scope.SPAN, key));
            case PARENT_RESOURCE -> Optional.of(Fields.of(Scope.RESOURCE, key));
          };
      case FieldExpr.Of(var intrinsic, _) ->
          intrinsic == Intrinsic.ROOT_NAME ? Optional.of(NAME) : Optional.empty();
    };
  }

  /// Works out a field's values.
  ///
  /// @param stored those of the field it is worked out from, or of none
  static Values of(Reference field, Batch batch, Optional<Values> stored) {
    return switch (field) {
      case FieldExpr.Attribute _ -> ofParents(batch, stored.orElseThrow());
      case FieldExpr.Of(var intrinsic, _) ->
          switch (intrinsic) {
            case ROOT_NAME -> ofRoots(batch, stored.orElseThrow());
            case ROOT_SERVICE -> rootServices(batch);
            case TRACE_ID -> traceIds(batch);
            case TRACE_DURATION -> durations(batch);
            case CHILD_COUNT -> childCounts(batch);
            case NESTED_SET_LEFT -> numbers(batch, Tag.INT, row -> left(batch, row));
            case NESTED_SET_RIGHT ->
                numbers(
                    batch, Tag.INT, row -> left(batch, row) + 2L * batch.forest().size(row) - 1);
            case NESTED_SET_PARENT ->
                numbers(
                    batch,
                    Tag.INT,
                    row -> {
                      int parent = batch.forest().parent(row);
                      return parent == Forest.NONE ? -1 : left(batch, parent);
                    });
            case SELF -> numbers(batch, Tag.NANOS, SelfTime.of(batch)::nanos);
            case CRITICAL_PATH -> criticalPaths(batch);
            case DURATION,
                NAME,
                STATUS,
                STATUS_MESSAGE,
                KIND,
                SPAN_ID,
                PARENT_ID,
                EVENT_NAME,
                EVENT_TIME,
                LINK_TRACE_ID,
                LINK_SPAN_ID,
                SCOPE_NAME,
                SCOPE_VERSION,
                PARENT,
                TRACE_STATE ->
                throw new IllegalArgumentException("needs a field of a trace, got " + field);
          };
    };
  }

  private interface OfRow {
    long of(int row);
  }

  private static Values numbers(Batch batch, Tag tag, OfRow number) {
    var values = new Values(batch.rows(), new Texts());
    for (int row = 0; row < batch.rows(); row++) {
      values.add(row, tag, number.of(row));
    }
    return values;
  }

  private static Values durations(Batch batch) {
    long[] ofTrace = new long[batch.traceCount()];
    Arrays.setAll(ofTrace, trace -> Traces.durationNanos(batch, trace));
    return numbers(batch, Tag.NANOS, row -> ofTrace[batch.traceOf(row)]);
  }

  private static Values criticalPaths(Batch batch) {
    long[] nanos = new long[batch.rows()];
    for (int trace = 0; trace < batch.traceCount(); trace++) {
      int first = batch.firstRow(trace);
      int rows = batch.firstRow(trace + 1) - first;
      if (rows > 0) {
        long[] ofTrace = criticalPath(batch, trace, first, rows);
        System.arraycopy(ofTrace, 0, nanos, first, rows);
      }
    }
    return numbers(batch, Tag.NANOS, row -> nanos[row]);
  }

  private static long[] criticalPath(Batch batch, int trace, int first, int rows) {
    int[] parents = new int[rows];
    int[] byStart = new int[rows];
    long[] starts = new long[rows];
    long[] ends = new long[rows];
    for (int at = 0; at < rows; at++) {
      int parent = batch.forest().parent(first + at);
      parents[at] = parent == Forest.NONE ? Forest.NONE : parent - first;
      byStart[at] = at;
      starts[at] = batch.startNanos(first + at);
      long end = starts[at] + batch.durationNanos(first + at);
      ends[at] = end < starts[at] ? Long.MAX_VALUE : end;
    }
    int root = Traces.rootRow(batch, trace) - first;
    return CriticalPath.exclusiveNanos(root, parents, starts, ends, byStart);
  }

  private static Values ofParents(Batch batch, Values stored) {
    var values = new Values(batch.rows(), stored.texts());
    for (int row = 0; row < batch.rows(); row++) {
      int parent = batch.forest().parent(row);
      if (parent != Forest.NONE) {
        values.copy(row, stored, parent);
      }
    }
    return values;
  }

  private static Values ofRoots(Batch batch, Values stored) {
    var values = new Values(batch.rows(), stored.texts());
    for (int trace = 0; trace < batch.traceCount(); trace++) {
      int root = Traces.rootRow(batch, trace);
      for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
        values.copy(row, stored, root);
      }
    }
    return values;
  }

  private static Values rootServices(Batch batch) {
    var words = new Words();
    batch.services().forEach(words::add);
    return texts(batch, words, trace -> batch.spans().services()[Traces.rootRow(batch, trace)]);
  }

  private static Values traceIds(Batch batch) {
    var words = new Words();
    for (int trace = 0; trace < batch.traceCount(); trace++) {
      words.add(withoutZeroes(batch.trace(trace)));
    }
    return texts(batch, words, trace -> trace);
  }

  private static String withoutZeroes(TraceId trace) {
    String text = trace.toString();
    int from = 0;
    while (text.charAt(from) == '0') {
      from++;
    }
    return text.substring(from);
  }

  private interface CodeOfTrace {
    int of(int trace);
  }

  private static Values texts(Batch batch, Words words, CodeOfTrace codes) {
    var texts = new Texts();
    int base = texts.add(words);
    var values = new Values(batch.rows(), texts);
    for (int trace = 0; trace < batch.traceCount(); trace++) {
      int code = base + codes.of(trace);
      for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
        values.add(row, Tag.TEXT, code);
      }
    }
    return values;
  }

  private static Values childCounts(Batch batch) {
    long[] counts = new long[batch.rows()];
    for (int row = 0; row < counts.length; row++) {
      int parent = batch.forest().parent(row);
      if (parent != Forest.NONE) {
        counts[parent]++;
      }
    }
    return numbers(batch, Tag.INT, row -> counts[row]);
  }

  /// Of the numbers given out before a span's left one, two went to each span before it, but for
  /// its ancestors, which still wait for their right one.
  private static long left(Batch batch, int row) {
    Forest forest = batch.forest();
    int place = forest.place(row) - batch.firstRow(batch.traceOf(row));
    return 2L * place - forest.depth(row) + 1;
  }
}
