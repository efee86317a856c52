package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.block.EarlierBlocks.Fragment;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import dev.clew.store.cube.CallRows;
import dev.clew.store.cube.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Puts whole traces together from all blocks and heads that hold rows of them, and judges each.
///
/// Owned by one thread.
public final class GatheredTraces {
  /// Takes a trace; what it is given is its own only until it returns.
  @FunctionalInterface
  public interface Visitor {
    /// Looks at one trace.
    ///
    /// @param number the place of the trace among those asked for
    void visit(int number, TraceRows rows, CallRows calls, ClosedTrace trace);
  }

  private record Place(int number, TraceId id, int from, int to) {}

  private final EarlierBlocks blocks;
  private final Words words = new Words();
  private final List<Place> places = new ArrayList<>();
  private final SpanTable table = new SpanTable(words, row -> traceAt(row));
  private final Gathering gathering;
  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();
  private int size;

  public GatheredTraces(EarlierBlocks blocks) {
    this.blocks = blocks;
    gathering = new Gathering(blocks, table);
  }

  /// The services and names of the rows.
  public Words words() {
    return words;
  }

  /// Visits the traces that have rows, but for those that are too large to be judged.
  public void visit(List<TraceId> traces, Visitor visitor) throws IOException {
    for (int from = 0; from < traces.size(); from += EarlierBlocks.TRACES_AT_ONCE) {
      int to = Math.min(from + EarlierBlocks.TRACES_AT_ONCE, traces.size());
      List<List<Fragment>> fragments = blocks.fragments(traces.subList(from, to));
      for (int number = from; number < to; number++) {
        add(number, traces.get(number), fragments.get(number - from));
        if (size >= TraceJudge.Limits.USUAL.windowRows()) {
          visitWindow(visitor);
        }
      }
    }
    visitWindow(visitor);
  }

  private void add(int number, TraceId id, List<Fragment> fragments) throws IOException {
    long count = TraceJudge.rowCount(fragments);
    if (count > 0 && count <= TraceJudge.Limits.USUAL.maxRows()) {
      int from = size;
      size = gathering.pick(fragments, size);
      places.add(new Place(number, id, from, size));
    }
  }

  private void visitWindow(Visitor visitor) throws IOException {
    table.clear(size);
    gathering.read(true);
    table.finish();
    for (Place place : places) {
      rows.clear();
      calls.clear();
      rows.addAll(table.rows(), place.from(), place.to());
      calls.addAll(table.calls(), place.from(), place.to());
      visitor.visit(place.number(), rows, calls, ClosedTrace.of(rows));
    }
    places.clear();
    size = 0;
  }

  private TraceId traceAt(int row) {
    int at = 0;
    while (places.get(at).to() <= row) {
      at++;
    }
    return places.get(at).id();
  }
}
