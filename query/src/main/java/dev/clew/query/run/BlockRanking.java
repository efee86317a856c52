package dev.clew.query.run;

import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.eval.Batch;
import dev.clew.query.eval.PageBatches;
import dev.clew.query.eval.Spansets;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Ranks the traces of one block that a query may find: those that are here as a whole by what the
/// block's directory says, and judged page by page where that is needed; the others are put
/// together first. Owned by the thread that scans.
final class BlockRanking {
  private static final int TRACES_A_BATCH = 64;
  private static final int TRACES_A_CHECK = 256;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Block block;
  private final TraceQuery query;
  private final Order order;
  private final Gaps gaps;
  private final Watch watch;
  private final Ranking own;
  private final TraceDirectory traces;
  private final boolean isNewestFirst;
  private final WholeTraces whole;

  /// True when a trace of which each row is a span of its own is found by a row that passes, and
  /// its place is known by how far it reaches.
  private final boolean areCertain;

  private final BitSet repeated;

  private long latestRepeated = UNKNOWN;

  private final TreeMap<Integer, List<Sighting>> byPage = new TreeMap<>();
  private final List<Sighting> scattered = new ArrayList<>();

  /// What is asked of a trace's place in the result.
  interface Order {
    Sorting sorting();

    int limit();

    /// False for what stands at or before the end of the page before.
    boolean isAfterCursor(Candidate candidate);

    /// Whoever does not come before this one cannot enter; null while there is room.
    @Nullable Candidate bar();
  }

  /// @param atBest the first place that the trace can come to
  private record Sighting(int number, Candidate atBest) {}

  BlockRanking(Block block, TraceQuery query, Order order, Gaps gaps, Watch watch)
      throws IOException {
    this.block = block;
    this.query = query;
    this.order = order;
    this.gaps = gaps;
    this.watch = watch;
    own = new Ranking(order.limit());
    traces = block.traces();
    isNewestFirst = order.sorting().isNewestFirst();
    whole = isNewestFirst ? query.wholeOfFew(block) : query.whole(block);
    areCertain = query.isDecidedBySpans() && order.sorting().isByExtent();
    repeated = areCertain ? query.repeated(block) : new BitSet();
  }

  /// Ranks these traces among those that came before.
  void add(BitSet sighted) throws IOException, QueryException {
    int seen = 0;
    for (int number = sighted.nextSetBit(0); number >= 0; number = sighted.nextSetBit(number + 1)) {
      if (seen++ % TRACES_A_CHECK == 0) {
        watch.check();
      }
      if (isNewestFirst && !mayEnter(latestStart(number))) {
        continue;
      }
      if (whole.has(number)) {
        placeWhole(number);
      } else {
        placeScattered(number);
      }
    }
    judgeInPlace();
    byPage.clear();
    judgePutTogether();
    scattered.clear();
  }

  /// True where a trace may still enter that starts no later.
  boolean mayEnterFrom(long latest) throws IOException {
    return mayEnter(latest) || mayEnter(latestRepeated());
  }

  /// The latest that a trace may start which repeats spans: its first rows may not count.
  private long latestRepeated() throws IOException {
    if (latestRepeated == UNKNOWN) {
      latestRepeated = Long.MIN_VALUE + 1;
      BitSet numbers = query.repeated(block);
      for (int number = numbers.nextSetBit(0);
          number >= 0;
          number = numbers.nextSetBit(number + 1)) {
        latestRepeated = Math.max(latestRepeated, latestStart(number));
      }
    }
    return latestRepeated;
  }

  /// No later does a trace start that is found by a row here.
  private long latestStart(int number) throws IOException {
    return Math.max(traces.minStartNanos(number), traces.maxEndNanos(number));
  }

  /// The best so far.
  List<Candidate> best() {
    return own.best();
  }

  private void placeWhole(int number) throws IOException {
    long key = order.sorting().key(whole, number);
    if (!mayEnter(key)) {
      return;
    }
    var candidate = new Candidate(traces.traceId(number), key);
    if (query.isDecidedBySpans()) {
      place(candidate);
      return;
    }
    if (!mayEnter(candidate) || !order.isAfterCursor(candidate)) {
      return;
    }
    int page = whole.page(number);
    var sighting = new Sighting(number, candidate);
    (page < 0 ? scattered : byPage.computeIfAbsent(page, _ -> new ArrayList<>())).add(sighting);
  }

  private void placeScattered(int number) throws IOException, QueryException {
    TraceId trace = traces.traceId(number);
    if (areCertain && !repeated.get(number)) {
      place(new Candidate(trace, order.sorting().key(query.extent(trace, gaps))));
      return;
    }
    long key =
        order.sorting().isNewestFirst()
            ? Math.min(latestStart(number), query.range().endNanos() - 1)
            : order.sorting().largestKey(query.extent(trace, gaps));
    var atBest = new Candidate(trace, key);
    if (mayEnter(atBest)) {
      scattered.add(new Sighting(number, atBest));
    }
  }

  /// A trace that is found, and stands at this place.
  private void place(Candidate candidate) {
    if (mayEnter(candidate) && order.isAfterCursor(candidate)) {
      own.add(candidate);
    }
  }

  /// False for a key that is too small; cheaper than to ask for the trace.
  private boolean mayEnter(long key) {
    Candidate worst = own.bar();
    Candidate others = order.bar();
    return (worst == null || key >= worst.key()) && (others == null || key >= others.key());
  }

  private boolean mayEnter(Candidate atBest) {
    Candidate others = order.bar();
    return own.admits(atBest) && (others == null || atBest.compareTo(others) <= 0);
  }

  /// The pages that may have the best first.
  private void judgeInPlace() throws IOException, QueryException {
    if (byPage.isEmpty()) {
      return;
    }
    var batches = new PageBatches(block, query.program(), gaps::add, watch);
    var pages = new ArrayList<>(byPage.entrySet());
    pages.sort(Comparator.comparing(page -> first(page.getValue())));
    for (Map.Entry<Integer, List<Sighting>> page : pages) {
      watch.check();
      var wanted = new BitSet();
      for (Sighting each : page.getValue()) {
        wanted.set(each.number, mayEnter(each.atBest));
      }
      try {
        if (!wanted.isEmpty()) {
          rank(query.run(batches.read(page.getKey(), wanted)));
        }
      } catch (CorruptBlockException e) {
        gaps.add(e);
      }
    }
  }

  private static Candidate first(List<Sighting> sightings) {
    return Collections.min(sightings.stream().map(Sighting::atBest).toList());
  }

  private void judgePutTogether() throws QueryException {
    scattered.sort(Comparator.comparing(Sighting::atBest));
    int from = 0;
    while (from < scattered.size() && mayEnter(scattered.get(from).atBest)) {
      int to = Math.min(from + TRACES_A_BATCH, scattered.size());
      var batch = new ArrayList<TraceId>();
      scattered.subList(from, to).forEach(each -> batch.add(each.atBest.trace()));
      rank(query.run(batch, gaps, watch));
      from = to;
    }
  }

  private void rank(Spansets left) {
    Batch batch = left.batch();
    for (int trace : left.traces()) {
      var candidate = new Candidate(batch.trace(trace), order.sorting().key(batch, trace));
      if (order.isAfterCursor(candidate)) {
        own.add(candidate);
      }
    }
  }
}
