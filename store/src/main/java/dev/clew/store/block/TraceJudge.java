package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.block.EarlierBlocks.Fragment;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import dev.clew.store.cube.CallRows;
import dev.clew.store.cube.Tally;
import dev.clew.store.cube.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges the traces of a block once, in the order of the file, and counts them where that is asked
/// for.
///
/// Owned by one thread. What is in memory at once is the rows of so many traces as have
/// `windowRows` together, or of one that is larger.
final class TraceJudge {
  /// What keeps work and memory in proportion to what comes, however large a trace grows.
  ///
  /// @param windowRows how many rows are in memory at once, as long as no trace has more
  /// @param maxRows a trace of more rows is not judged
  /// @param maxEarlierRows a trace that has more rows in earlier blocks counts in each further
  ///   block as if it were all there
  record Limits(int windowRows, int maxRows, int maxEarlierRows) {
    static final Limits USUAL = new Limits(1 << 18, 1 << 20, 1 << 18);
  }

  /// A trace of the window.
  ///
  /// @param from where its rows in the table begin: those of earlier blocks
  /// @param ownFrom where those of the block begin
  private record Place(int number, TraceId id, int from, int ownFrom, int to) {}

  private final StoredBlock source;
  private final RowOrder order;
  private final EarlierBlocks earlier;
  private final @Nullable Tally tally;
  private final Limits limits;
  private final Judgement judgement;
  private final SpanTable table;
  private final Gathering gathering;
  private final List<Place> places = new ArrayList<>();
  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();
  private int size;

  /// @param order in which the rows of `source` are judged
  /// @param tally what the traces are counted in, if they are to be counted
  TraceJudge(StoredBlock source, RowOrder order, EarlierBlocks earlier, @Nullable Tally tally) {
    this(source, order, earlier, tally, Limits.USUAL);
  }

  TraceJudge(
      StoredBlock source,
      RowOrder order,
      EarlierBlocks earlier,
      @Nullable Tally tally,
      Limits limits) {
    this.limits = limits;
    this.source = source;
    this.order = order;
    this.earlier = earlier;
    this.tally = tally;
    judgement = new Judgement(order.traces().highs().length, order.places().length);
    table = new SpanTable(tally == null ? new Words() : tally.words(), this::traceAt);
    gathering = new Gathering(earlier, table);
  }

  /// Judges all traces.
  Judgement judge() throws IOException {
    int[] numbers = StableOrder.identity(order.traces().highs().length);
    StableOrder.sort(numbers, 0, numbers.length, order.traces().firstRows());
    for (int from = 0; from < numbers.length; from += EarlierBlocks.TRACES_AT_ONCE) {
      int to = Math.min(from + EarlierBlocks.TRACES_AT_ONCE, numbers.length);
      addAll(Arrays.copyOfRange(numbers, from, to));
    }
    judgeWindow();
    return judgement;
  }

  private void addAll(int[] numbers) throws IOException {
    RowOrder.Traces traces = order.traces();
    var ids = new ArrayList<TraceId>(numbers.length);
    for (int number : numbers) {
      ids.add(new TraceId(traces.highs()[number], traces.lows()[number]));
    }
    List<List<Fragment>> fragments = fragments(ids);
    for (int at = 0; at < numbers.length; at++) {
      add(numbers[at], ids.get(at), fragments.get(at));
      if (size >= limits.windowRows()) {
        judgeWindow();
      }
    }
  }

  /// Where nothing is counted and some blocks are missing, nobody asks what the others have.
  private List<List<Fragment>> fragments(List<TraceId> ids) throws IOException {
    boolean isAsked = tally != null || earlier.areAll();
    return isAsked ? earlier.fragments(ids) : Collections.nCopies(ids.size(), List.of());
  }

  private void add(int number, TraceId id, List<Fragment> fragments) throws IOException {
    int from = size;
    judgement.flag(number, fragments.isEmpty() && earlier.areAll() ? 0 : Judgement.SPLIT);
    if (tally != null && rowCount(fragments) <= limits.maxEarlierRows()) {
      size = gathering.pick(fragments, size);
    }
    int ownFrom = size;
    size += (int) order.traces().rowCounts()[number];
    places.add(new Place(number, id, from, ownFrom, size));
  }

  /// How many rows these have together.
  static long rowCount(List<Fragment> fragments) throws IOException {
    long count = 0;
    for (Fragment each : fragments) {
      count += each.rowCount();
    }
    return count;
  }

  private void judgeWindow() throws IOException {
    if (places.isEmpty()) {
      return;
    }
    table.clear(size);
    gathering.read(tally != null);
    SpanTable.Picks own = ownPicks();
    table.readSpans(source, own);
    if (tally != null) {
      table.readCalls(source, own);
    }
    table.finish();
    for (Place place : places) {
      judge(place);
    }
    places.clear();
    size = 0;
  }

  /// The rows of the source that belong to the window, which is a run of rows of the file.
  private SpanTable.Picks ownPicks() {
    int first = firstRow(places.getFirst());
    int[] targetOf = new int[firstRow(places.getLast()) + ownCount(places.getLast()) - first];
    for (Place place : places) {
      for (int row = 0; row < ownCount(place); row++) {
        targetOf[firstRow(place) - first + row] = place.ownFrom() + row;
      }
    }
    int[] rows = new int[targetOf.length];
    int[] targets = new int[targetOf.length];
    int at = 0;
    for (int row = 0; row < order.places().length; row++) {
      int inWindow = order.places()[row] - first;
      if (inWindow >= 0 && inWindow < targetOf.length) {
        rows[at] = row;
        targets[at++] = targetOf[inWindow];
      }
    }
    return new SpanTable.Picks(rows, targets);
  }

  private int firstRow(Place place) {
    return (int) order.traces().firstRows()[place.number()];
  }

  private static int ownCount(Place place) {
    return place.to() - place.ownFrom();
  }

  /// The trace of a row of the table.
  private TraceId traceAt(int row) {
    int low = 0;
    int high = places.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (places.get(middle).from() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return places.get(low).id();
  }

  private void judge(Place place) {
    if (place.to() - place.from() > limits.maxRows()) {
      judgeTooLarge(place);
      return;
    }
    ClosedTrace trace = closed(place.from(), place.to());
    if (tally != null) {
      tally.add(rows, calls, trace);
    }
    if (place.from() < place.ownFrom()) {
      ClosedTrace before = closed(place.from(), place.ownFrom());
      if (tally != null) {
        tally.remove(rows, calls, before);
      }
      int together = trace.spanCount();
      int apart = before.spanCount();
      trace = closed(place.ownFrom(), place.to());
      boolean isDisjoint = together == apart + trace.spanCount() && earlier.areAll();
      judgement.flag(place.number(), isDisjoint ? Judgement.DISJOINT : 0);
    }
    note(place, trace);
  }

  private ClosedTrace closed(int from, int to) {
    take(from, to);
    return ClosedTrace.of(rows);
  }

  private void take(int from, int to) {
    rows.clear();
    rows.addAll(table.rows(), from, to);
    if (tally != null) {
      calls.clear();
      calls.addAll(table.calls(), from, to);
    }
  }

  private void note(Place place, ClosedTrace trace) {
    judgement.judged(place.number(), trace);
    int first = firstRow(place);
    for (int row = 0; row < trace.rowCount(); row++) {
      judgement.critical(first + row, trace.criticalPathNanos(row), rows.durationNanos(row));
    }
  }

  private void judgeTooLarge(Place place) {
    judgement.flag(place.number(), Judgement.TOO_LARGE);
    int errors = 0;
    for (int row = place.ownFrom(); row < place.to(); row++) {
      errors += table.rows().hasError(row) ? 1 : 0;
    }
    judgement.put(Judgement.Column.ERRORS, place.number(), errors);
    if (tally != null) {
      take(place.ownFrom(), place.to());
      tally.addUnjudged(rows, calls);
    }
  }
}
