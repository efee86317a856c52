package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.eval.Assembler;
import dev.clew.query.eval.Batch;
import dev.clew.query.eval.Cover;
import dev.clew.query.eval.JudgedSpans;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Program;
import dev.clew.query.eval.Spansets;
import dev.clew.query.eval.Steps;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.BlockTests;
import dev.clew.query.plan.RowTest;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.store.Block;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.BitSet;
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
  private final StoreView view;
  private final boolean isDecidedBySpans;
  private final long leastSpans;
  private final TimeRange range;
  private final Fragments fragments;
  private final List<Block> newestFirst;
  private final List<Block> byArrival;
  private final long mostBytes;
  private int[] fields = {};
  private @Nullable Steps selection;
  private SpanTest selected = SpanTest.EVERY;
  private boolean isPlain;

  TraceQuery(StoreView view, Pipeline pipeline, TimeRange range, long mostBytes) {
    this(view, pipeline, range, mostBytes, new Program());
  }

  /// @param program what is needed besides
  TraceQuery(StoreView view, Pipeline pipeline, TimeRange range, long mostBytes, Program program) {
    this.program = program;
    this.view = view;
    this.range = range;
    fragments = new Fragments(view.blocks());
    isDecidedBySpans = Cover.isExact(pipeline);
    leastSpans = Cover.leastSpans(pipeline);
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
    isPlain =
        isDecidedBySpans
            && further.stream().allMatch(Cover::isExact)
            && references.stream().allMatch(SpanTests::isOfSpan);
    further.ifPresent(expr -> selected = Cover.of(expr));
    return this;
  }

  /// True when all that is asked of a span is what its own columns say.
  boolean isPlain() {
    return isPlain;
  }

  /// What a row of the block has to pass for the further selection to leave it too, of a plain
  /// query.
  RowTest selected(Block block, Watch watch) throws IOException, QueryException {
    return new BlockTests(block, watch).of(selected);
  }

  /// Where fields can be asked for, before any trace is.
  Program program() {
    return program;
  }

  TimeRange range() {
    return range;
  }

  /// True when a span is left wherever it passes the test, whatever else its trace has.
  boolean isDecidedBySpans() {
    return isDecidedBySpans;
  }

  /// What some row of a trace in the block has to pass.
  RowTest test(Block block, Watch watch) throws IOException, QueryException {
    return anchor.on(block, watch);
  }

  /// How many rows of a trace have to pass, as far as the block's rows may be counted for that.
  long leastSpans(Block block) {
    return anchor.isAround(block) ? leastSpans : 1;
  }

  /// How many rows of a trace other blocks have, at most.
  long rowsBeside(Block block, int number) throws IOException, QueryException {
    return fragments.rowsBeside(block, block.traces().traceId(number));
  }

  /// The latest start of a trace that a block has a part of.
  long latestStart(Block block) {
    return anchor.latestStart(block);
  }

  WholeTraces whole(Block block) throws IOException {
    return WholeTraces.of(view, block);
  }

  /// The same, for who asks about few of them.
  WholeTraces wholeOfFew(Block block) throws IOException {
    return WholeTraces.ofFew(view, block);
  }

  /// The traces of a block of which a row may repeat another, here or elsewhere.
  BitSet repeated(Block block) throws IOException {
    return view.repeatedTraces(block);
  }

  /// Of all rows of a trace that can be read.
  Extent extent(TraceId trace, Gaps gaps) throws QueryException {
    return fragments.extent(trace, gaps).orElse(new Extent(Long.MAX_VALUE, Long.MAX_VALUE));
  }

  /// The blocks that can hold a span which is found, newest first.
  List<Block> blocks() {
    return newestFirst;
  }

  /// The spans that are left of some traces.
  MatchedSpans matched(List<TraceId> traces, Gaps gaps, Watch watch) throws QueryException {
    return matched(run(traces, gaps, watch));
  }

  /// The spans that are left in a batch.
  MatchedSpans matched(Batch batch) throws QueryException {
    return matched(run(batch));
  }

  private MatchedSpans matched(Spansets left) throws QueryException {
    long[] rows = left.rows();
    int[] matched =
        IntStream.range(0, left.batch().rows()).filter(row -> Bits.get(rows, row)).toArray();
    long[] selected = selection == null ? rows : selection.run(left).rows();
    return new JudgedSpans(left.batch(), matched, fields, selected);
  }

  /// What is left of some traces, as far as it starts in the range.
  Spansets run(List<TraceId> traces, Gaps gaps, Watch watch) throws QueryException {
    var assembler = new Assembler(byArrival, program, mostBytes, gaps::add, watch);
    return run(assembler.assemble(traces));
  }

  /// What is left of a batch, as far as it starts in the range.
  Spansets run(Batch batch) throws QueryException {
    Spansets left = steps.run(batch);
    return range.equals(TimeRange.ALL)
        ? left
        : left.where(row -> range.contains(batch.startNanos(row)));
  }
}
