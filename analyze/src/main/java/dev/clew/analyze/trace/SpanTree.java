package dev.clew.analyze.trace;

import dev.clew.model.CriticalPath;
import dev.clew.model.Durations;
import dev.clew.model.RowOrder;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.TraceTree;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The spans of one trace as rows in preorder, with the time that each has on the critical path.
///
/// Times count from the start of the trace, so that they are plain signed numbers. A span without
/// an end lasts 0. Nothing here recurses or holds an object a span.
///
/// **The judged root** is the earliest root; without one, the earliest orphan; else the earliest
/// span above which a circle of parents was cut. Only what is below it is on the critical path.
public final class SpanTree {
  private static final int NONE = -1;

  /// No time of a trace is longer: the sum of two such times is still a number.
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private final SpanBatch batch;
  private final Spans spans;
  private final TraceTree tree;
  private final Words words;
  private final long originNanos;
  private final long[] start;
  private final long[] end;
  private final int root;
  private final long[] exclusive;
  private final long[] inclusive;
  private final PathSections sections;

  private SpanTree(SpanBatch batch) {
    this.batch = batch;
    spans = batch.spans();
    words = Words.of(batch);
    originNanos = origin(spans);
    tree = layOut();
    start = new long[tree.rowCount()];
    end = new long[tree.rowCount()];
    Arrays.setAll(start, row -> bounded(spans.startNanos(tree.spanAt(row)) - originNanos));
    Arrays.setAll(end, row -> start[row] + bounded(rawDuration(tree.spanAt(row))));
    root = judgedRoot();
    exclusive = new long[start.length];
    sections = walk();
    inclusive = exclusive.clone();
    for (int row = inclusive.length - 1; row > 0; row--) {
      if (tree.parentRow(row) != NONE) {
        inclusive[tree.parentRow(row)] += inclusive[row];
      }
    }
  }

  /// The tree of a trace of one span or more.
  public static SpanTree of(SpanBatch trace) {
    if (trace.size() == 0) {
      throw new IllegalArgumentException("needs a span or more, got none");
    }
    return new SpanTree(trace);
  }

  private TraceTree layOut() {
    int count = spans.size();
    long[] ids = new long[count];
    long[] parents = new long[count];
    long[] starts = new long[count];
    int[] kinds = new int[count];
    int[] services = new int[count];
    Arrays.setAll(ids, spans::spanId);
    Arrays.setAll(parents, spans::parentSpanId);
    Arrays.setAll(starts, spans::startNanos);
    Arrays.setAll(kinds, spans::kind);
    Arrays.setAll(services, words::service);
    return TraceTree.of(ids, parents, starts, new TraceTree.Ends(kinds, services));
  }

  private static long origin(Spans spans) {
    long first = -1;
    for (int span = 0; span < spans.size(); span++) {
      first =
          Long.compareUnsigned(spans.startNanos(span), first) < 0 ? spans.startNanos(span) : first;
    }
    return first;
  }

  private static long bounded(long nanos) {
    return nanos < 0 ? LONGEST : Math.min(nanos, LONGEST);
  }

  private long rawDuration(int span) {
    return Durations.between(spans.startNanos(span), spans.endNanos(span));
  }

  private int judgedRoot() {
    List<IntPredicate> choices = List.of(this::isRoot, tree::isOrphan, _ -> true);
    for (IntPredicate choice : choices) {
      for (int row = 0; row < start.length; row += tree.size(row)) {
        if (choice.test(row)) {
          return row;
        }
      }
    }
    return 0;
  }

  private PathSections walk() {
    int[] parents = new int[start.length];
    Arrays.setAll(parents, tree::parentRow);
    int[] byStart = RowOrder.by(start, IntStream.range(0, start.length).toArray());
    var found = new PathSections.Building();
    CriticalPath.walk(
        root,
        parents,
        start,
        end,
        byStart,
        (row, from, to) -> {
          exclusive[row] += to - from;
          found.add(row, from, to);
        });
    return found.inOrder();
  }

  public int size() {
    return start.length;
  }

  public SpanBatch batch() {
    return batch;
  }

  /// The row of the batch that a row stands for.
  public int spanAt(int row) {
    return tree.spanAt(row);
  }

  /// The judged root.
  public int root() {
    return root;
  }

  /// How long the judged root takes, which is how long the critical path is.
  public long rootNanos() {
    return durationNanos(root);
  }

  /// True when the span names no parent, and none was found by its id.
  public boolean isRoot(int row) {
    return tree.parentRow(row) == NONE && !tree.isOrphan(row) && !tree.isCut(row);
  }

  public boolean isOrphan(int row) {
    return tree.isOrphan(row);
  }

  public boolean isCut(int row) {
    return tree.isCut(row);
  }

  /// The row of the parent, or -1.
  public int parent(int row) {
    return tree.parentRow(row);
  }

  public int depth(int row) {
    return tree.depth(row);
  }

  public TraceId traceId() {
    return new TraceId(spans.traceIdHigh(0), spans.traceIdLow(0));
  }

  /// The time of a span in which none of its children ran.
  public long selfNanos(int row) {
    long[] covered = {start[row], 0};
    forEachChild(
        row,
        child -> {
          long from = Math.max(covered[0], start[child]);
          long to = Math.min(end[row], end[child]);
          covered[1] += Math.max(0, to - from);
          covered[0] = Math.max(covered[0], to);
        });
    return durationNanos(row) - covered[1];
  }

  /// How many rows are in the subtree of a row, which starts there.
  public int subtreeSize(int row) {
    return tree.size(row);
  }

  public boolean hasChildren(int row) {
    return tree.size(row) > 1;
  }

  /// The children of a row, by start.
  public void forEachChild(int row, IntConsumer action) {
    int until = row + tree.size(row);
    for (int child = row + 1; child < until; child += tree.size(child)) {
      action.accept(child);
    }
  }

  /// The children of a row, by start.
  public int[] children(int row) {
    var children = IntStream.builder();
    forEachChild(row, children::add);
    return children.build().toArray();
  }

  public long startNanos(int row) {
    return start[row];
  }

  public long endNanos(int row) {
    return end[row];
  }

  public long durationNanos(int row) {
    return end[row] - start[row];
  }

  /// A time of this tree as nanoseconds since the epoch.
  public long sinceEpoch(long nanos) {
    return originNanos + nanos;
  }

  /// What the span alone has on the critical path.
  public long exclusivePathNanos(int row) {
    return exclusive[row];
  }

  /// What the span and all below it have on the critical path.
  public long pathNanos(int row) {
    return inclusive[row];
  }

  /// The part of the critical path, 0 to 1, that so much time is.
  public double share(long nanos) {
    return rootNanos() == 0 ? 0 : (double) nanos / rootNanos();
  }

  /// The critical path in the order of time.
  public PathSections sections() {
    return sections;
  }

  public SpanId id(int row) {
    return new SpanId(spans.spanId(tree.spanAt(row)));
  }

  public List<SpanId> ids(int[] rows, int most) {
    return Arrays.stream(rows).limit(most).mapToObj(this::id).toList();
  }

  public String service(int row) {
    return words.serviceText(tree.spanAt(row));
  }

  public String name(int row) {
    return words.nameText(tree.spanAt(row));
  }

  /// Equal for spans of the same service, name and kind.
  public long operation(int row) {
    int span = tree.spanAt(row);
    return (((long) words.service(span)) << 35)
        | (((long) words.name(span)) << 3)
        | kind(row).ordinal();
  }

  /// Equal for spans of the same service.
  public int serviceNumber(int row) {
    return words.service(tree.spanAt(row));
  }

  public SpanKind kind(int row) {
    return SpanKind.of(spans.kind(tree.spanAt(row)));
  }

  public boolean hasError(int row) {
    return StatusCode.of(spans.statusCode(tree.spanAt(row))) == StatusCode.ERROR;
  }

  /// The span with all that it carries; to be asked for few rows.
  public Span span(int row) {
    return ModelSpans.span(batch, tree.spanAt(row));
  }

  /// The row of the resource in the batch.
  public int resource(int row) {
    return batch.scopes().resource(spans.scope(tree.spanAt(row)));
  }

  /// The rows for which something holds, in order.
  public int[] rows(IntPredicate test) {
    return IntStream.range(0, start.length).filter(test).toArray();
  }
}
