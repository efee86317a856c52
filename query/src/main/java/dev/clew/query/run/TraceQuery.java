package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.eval.Assembler;
import dev.clew.query.eval.Batch;
import dev.clew.query.eval.Cover;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Program;
import dev.clew.query.eval.Spansets;
import dev.clew.query.eval.Steps;
import dev.clew.query.plan.Bits;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.store.Block;
import dev.clew.store.StoreView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A pipeline over a view, made ready. Any thread may use it, once all is asked for.
final class TraceQuery {
  private final Program program;
  private final Steps steps;
  private final Anchor anchor;
  private final TimeRange range;
  private final List<Block> newestFirst;
  private final List<Block> byArrival;
  private final long mostBytes;
  private int[] fields = {};
  private @Nullable Steps selection;

  TraceQuery(StoreView view, Pipeline pipeline, TimeRange range, long mostBytes) {
    this(view, pipeline, range, mostBytes, new Program());
  }

  /// @param program what is needed besides
  TraceQuery(StoreView view, Pipeline pipeline, TimeRange range, long mostBytes, Program program) {
    this.program = program;
    this.range = range;
    this.mostBytes = mostBytes;
    steps = Steps.of(pipeline, program);
    anchor = new Anchor(Cover.of(pipeline), range);
    byArrival = view.byArrival();
    newestFirst =
        byArrival.stream()
            .filter(block -> !anchor.skips(block))
            .sorted(Comparator.comparingLong(Block::maxStartNanos).reversed())
            .toList();
  }

  /// The same, with what is asked of the spans that are left.
  TraceQuery asking(List<Reference> references, Optional<SpansetExpr> further) {
    fields = references.stream().mapToInt(program::unnamed).toArray();
    selection = further.map(expr -> Steps.of(expr, program)).orElse(null);
    return this;
  }

  /// Where fields can be asked for, before any trace is.
  Program program() {
    return program;
  }

  Anchor anchor() {
    return anchor;
  }

  /// The blocks that can hold a span which is found, newest first.
  List<Block> blocks() {
    return newestFirst;
  }

  /// The spans that are left of some traces.
  MatchedSpans matched(List<TraceId> traces, Gaps gaps, Watch watch) throws QueryException {
    Spansets left = run(traces, gaps, watch);
    long[] rows = left.rows();
    int[] matched =
        IntStream.range(0, left.batch().rows()).filter(row -> Bits.get(rows, row)).toArray();
    long[] selected = selection == null ? rows : selection.run(left).rows();
    return new MatchedSpans(left.batch(), matched, fields, selected);
  }

  /// What is left of some traces, as far as it starts in the range.
  Spansets run(List<TraceId> traces, Gaps gaps, Watch watch) throws QueryException {
    var assembler = new Assembler(byArrival, program, mostBytes, gaps::add, watch);
    Batch batch = assembler.assemble(traces);
    Spansets left = steps.run(batch);
    return range.equals(TimeRange.ALL)
        ? left
        : left.where(row -> range.contains(batch.startNanos(row)));
  }
}
