package dev.clew.query.run;

import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.SearchResult;
import dev.clew.query.TraceSearch;
import dev.clew.query.TraceSearch.Order;
import dev.clew.query.TraceSummary;
import dev.clew.query.plan.Plan;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreView;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One search over one view: ranks the traces that match, block after block, then sums up those of
/// the page. Owned by the thread that runs it; what its parts share is final or volatile.
public final class Search {
  private static final int TRACES_A_CHECK = 256;
  private static final int TRACES_A_PART = 16;

  private final TraceSearch search;
  private final Scatter scatter;
  private final Watch watch;
  private final Plan plan;
  private final Fragments fragments;
  private final Judge judge;
  private final List<Block> blocks;
  private final Gaps gaps = new Gaps();
  private final Ranking ranking;
  private volatile @Nullable Candidate bar;
  private int taken;
  private int readBlocks;
  private long judgedRows;

  /// Over a view of all of time: a trace's key is that of all its spans, wherever they are.
  public Search(StoreView view, TraceSearch search, Scatter scatter, Watch watch) {
    this.search = search;
    this.scatter = scatter;
    this.watch = watch;
    plan = new Plan(search.condition(), search.range());
    fragments = new Fragments(view.blocks());
    judge = new Judge(plan);
    blocks = fragments.blocks().stream().filter(block -> !plan.skips(block)).toList();
    // One more than a page, to know whether another page follows.
    ranking = new Ranking(search.limit() + 1);
    gaps.addAll(view.missing());
  }

  public SearchResult run() throws QueryException {
    scatter.inOrder(blocks.size(), watch, this::scan, this::take);
    List<Candidate> best = ranking.best();
    boolean hasMore = best.size() > search.limit();
    List<Candidate> page = hasMore ? best.subList(0, search.limit()) : best;
    List<TraceSummary> traces = summaries(page);
    return new SearchResult(
        traces, hasMore ? Optional.of(page.getLast().cursor()) : Optional.empty(), coverage());
  }

  private Coverage coverage() {
    return new Coverage(gaps.isEmpty(), readBlocks, blocks.size(), judgedRows, gaps.reasons());
  }

  private Hits scan(int number, Watch part) throws QueryException {
    Block block = blocks.get(number);
    var found = new Gaps();
    try {
      var scan = new BlockSearch(block, judge.test(block, part), found);
      List<Candidate> best = rank(block, scan.traces(part), found, part);
      return new Hits(best, true, scan.judgedRows(), found.reasons());
    } catch (CorruptBlockException e) {
      found.add(e);
      return new Hits(List.of(), false, 0, found.reasons());
    } catch (IOException e) {
      throw new QueryException("reading block " + block.name(), e);
    }
  }

  private List<Candidate> rank(Block block, BitSet numbers, Gaps found, Watch part)
      throws IOException, QueryException {
    var own = new Ranking(search.limit() + 1);
    TraceDirectory traces = block.traces();
    int seen = 0;
    for (int number = numbers.nextSetBit(0); number >= 0; number = numbers.nextSetBit(number + 1)) {
      if (seen++ % TRACES_A_CHECK == 0) {
        part.check();
      }
      TraceId trace = traces.traceId(number);
      if (mayEnter(trace, traces.minStartNanos(number), own)) {
        rank(trace, own, found);
      }
    }
    return own.best();
  }

  /// A whole trace starts no later than its part in a block, so a part that starts too early needs
  /// no look at the others.
  private boolean mayEnter(TraceId trace, long partStart, Ranking own) {
    if (search.order() != Order.START) {
      return true;
    }
    var atBest = new Candidate(trace, partStart);
    Candidate others = bar;
    return own.admits(atBest) && (others == null || atBest.compareTo(others) <= 0);
  }

  private void rank(TraceId trace, Ranking own, Gaps found) throws QueryException {
    Optional<Extent> known = fragments.extent(trace, found);
    if (known.isEmpty()) {
      return;
    }
    Extent extent = known.get();
    var candidate =
        new Candidate(
            trace,
            switch (search.order()) {
              case START -> extent.startNanos();
              case DURATION -> extent.durationNanos();
            });
    if (search.after().isEmpty() || candidate.compareTo(Candidate.of(search.after().get())) > 0) {
      own.add(candidate);
    }
  }

  /// False once no later block can hold a trace that enters.
  private boolean take(Hits hits) {
    hits.best().forEach(ranking::add);
    bar = ranking.bar();
    gaps.addAll(hits.gaps());
    readBlocks += hits.wasRead() ? 1 : 0;
    judgedRows += hits.judgedRows();
    taken++;
    Candidate worst = ranking.bar();
    return worst == null
        || search.order() != Order.START
        || taken == blocks.size()
        || plan.latestStart(blocks.get(taken)) >= worst.key();
  }

  private List<TraceSummary> summaries(List<Candidate> page) throws QueryException {
    var all = new ArrayList<TraceSummary>();
    scatter.<Summaries>inOrder(
        Math.ceilDiv(page.size(), TRACES_A_PART),
        watch,
        (number, part) -> {
          int from = number * TRACES_A_PART;
          int to = Math.min(from + TRACES_A_PART, page.size());
          return Summaries.of(fragments, judge, page.subList(from, to)).read(part);
        },
        part -> {
          gaps.addAll(part.gaps());
          all.addAll(part.all());
          return true;
        });
    return all;
  }
}
