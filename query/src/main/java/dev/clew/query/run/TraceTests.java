package dev.clew.query.run;

import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.TestedTrace;
import dev.clew.query.TestedTraces;
import dev.clew.query.eval.Assembler;
import dev.clew.query.eval.Batch;
import dev.clew.query.eval.Program;
import dev.clew.query.eval.Steps;
import dev.clew.query.eval.Tested;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Pipeline;
import dev.clew.store.StoreView;
import java.util.ArrayList;
import java.util.List;

/// Puts traces together, each once, and tells which of their spans each of several pipelines
/// leaves. Owned by the thread that runs it; what its parts share is final.
public final class TraceTests {
  private static final int TRACES_A_BATCH = 64;

  private final StoreView view;
  private final long mostBytes;
  private final Program program = new Program();
  private final int nameField;
  private final List<Steps> tests;

  public TraceTests(StoreView view, List<Pipeline> tests, long mostBytes) {
    if (tests.isEmpty() || tests.size() > TestedTrace.MOST_TESTS) {
      throw new IllegalArgumentException(
          "needs 1 to " + TestedTrace.MOST_TESTS + " tests, got " + tests.size());
    }
    this.view = view;
    this.mostBytes = mostBytes;
    this.tests = tests.stream().map(test -> Steps.of(test, program)).toList();
    nameField = program.unnamed(Fields.of(Intrinsic.NAME));
  }

  /// In the order of the traces.
  public TestedTraces run(List<TraceId> traces, Scatter scatter, Watch watch)
      throws QueryException {
    var all = new ArrayList<TestedTrace>();
    var gaps = new Gaps();
    gaps.addAll(view.missing());
    scatter.<TestedTraces>inOrder(
        Math.ceilDiv(traces.size(), TRACES_A_BATCH),
        watch,
        (number, part) -> {
          int from = number * TRACES_A_BATCH;
          return test(traces.subList(from, Math.min(from + TRACES_A_BATCH, traces.size())), part);
        },
        part -> {
          all.addAll(part.traces());
          gaps.addAll(part.gaps());
          return true;
        });
    return new TestedTraces(all, gaps.reasons());
  }

  private TestedTraces test(List<TraceId> traces, Watch watch) throws QueryException {
    var gaps = new Gaps();
    Batch batch =
        new Assembler(view.byArrival(), program, mostBytes, gaps::add, watch).assemble(traces);
    return new TestedTraces(new Tested(batch, tests).traces(program, nameField), gaps.reasons());
  }
}
