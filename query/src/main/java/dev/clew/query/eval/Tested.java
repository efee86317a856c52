package dev.clew.query.eval;

import dev.clew.model.SpanId;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryException;
import dev.clew.query.TestedTrace;
import dev.clew.query.plan.Bits;
import java.util.ArrayList;
import java.util.List;

/// Tells which spans of a batch each of several pipelines leaves. Owned by one thread.
public final class Tested {
  private final Batch batch;
  private final int[] passed;

  /// @param tests as many as an integer has bits, at most
  public Tested(Batch batch, List<Steps> tests) throws QueryException {
    this.batch = batch;
    passed = new int[batch.rows()];
    for (int test = 0; test < tests.size(); test++) {
      long[] left = tests.get(test).run(batch).rows();
      for (int row = 0; row < passed.length; row++) {
        passed[row] |= Bits.get(left, row) ? 1 << test : 0;
      }
    }
  }

  /// Those with a span that some test leaves, in the order of the batch.
  ///
  /// @param nameField the number that the spans' names have in the program
  public List<TestedTrace> traces(Program program, int nameField) {
    Spansets passing = Spansets.all(batch).where(row -> passed[row] != 0);
    int[] places = passing.traces();
    List<FoundTrace> found = new Found(passing, program, nameField, 0).traces();
    var traces = new ArrayList<TestedTrace>();
    for (int at = 0; at < places.length; at++) {
      traces.add(new TestedTrace(found.get(at).trace(), spans(places[at])));
    }
    return traces;
  }

  private List<TestedTrace.Span> spans(int trace) {
    var spans = new ArrayList<TestedTrace.Span>();
    for (int row = batch.firstRow(trace); row < batch.firstRow(trace + 1); row++) {
      if (passed[row] != 0) {
        var id = new SpanId(batch.spanId(row));
        spans.add(new TestedTrace.Span(id, batch.startNanos(row), passed[row]));
      }
    }
    return spans;
  }
}
