package dev.clew.query.run;

import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.query.eval.Found;
import dev.clew.query.eval.Program;
import dev.clew.query.eval.Spansets;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Query;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One search over one view: ranks the traces that match, block after block, then tells of those of
/// the page. Owned by the thread that runs it; what its parts share is final or volatile.
public final class SpansetSearch {
  private static final int TRACES_A_BATCH = 64;

  private final SearchRequest request;
  private final TraceQuery query;

  /// The same, with what is told of the traces of a page.
  private final TraceQuery telling;

  private final int nameField;
  private final Sorting sorting;
  private final BlockRanking.Order order = new Ordering();
  private final Scatter scatter;
  private final Watch watch;
  private final int limit;
  private final Gaps gaps = new Gaps();
  private final Ranking ranking;
  private volatile @Nullable Candidate bar;
  private int taken;
  private int readBlocks;
  private long judgedRows;

  /// Over a view of all of time: a trace is judged by all its spans, wherever they are.
  public SpansetSearch(
      StoreView view, SearchRequest request, long mostBytes, Scatter scatter, Watch watch) {
    this.request = request;
    this.scatter = scatter;
    this.watch = watch;
    if (!(request.query().root() instanceof Query.Root.Search(var pipeline))) {
      throw new IllegalArgumentException("a search needs a query for traces");
    }
    query = new TraceQuery(view, pipeline, request.range(), mostBytes);
    var told = Program.telling(pipeline);
    nameField = told.unnamed(Fields.of(Intrinsic.NAME));
    telling = new TraceQuery(view, pipeline, request.range(), mostBytes, told);
    sorting = Sorting.of(request.query().order());
    limit = Math.min(request.limit(), request.query().limit().orElse(request.limit()));
    // One more than a page, to know whether another page follows.
    ranking = new Ranking(limit + 1);
    gaps.addAll(view.missing());
  }

  public SearchAnswer run() throws QueryException {
    scatter.inOrder(query.blocks().size(), watch, this::scan, this::take);
    List<Candidate> best = ranking.best();
    boolean hasMore = best.size() > limit;
    List<Candidate> page = hasMore ? best.subList(0, limit) : best;
    List<FoundTrace> traces = tell(page);
    return new SearchAnswer(
        traces, hasMore ? Optional.of(page.getLast().cursor()) : Optional.empty(), coverage());
  }

  private Coverage coverage() {
    int blocks = query.blocks().size();
    return new Coverage(gaps.isEmpty(), readBlocks, blocks, judgedRows, gaps.reasons());
  }

  private Hits scan(int number, Watch part) throws QueryException {
    Block block = query.blocks().get(number);
    var found = new Gaps();
    try {
      var search = new BlockSearch(block, query, found);
      var ranked = new Ranked(block, found, part);
      if (sorting.isNewestFirst()) {
        search.newestFirst(ranked, part);
      } else {
        ranked.take(search.traces(part), Long.MAX_VALUE);
      }
      return new Hits(ranked.best(), true, search.judgedRows(), found.reasons());
    } catch (CorruptBlockException e) {
      found.add(e);
      return new Hits(List.of(), false, 0, found.reasons());
    } catch (IOException e) {
      throw new QueryException("reading block " + block.name(), e);
    }
  }

  /// Ranks the traces of a block as they are found. Owned by the thread that scans.
  private final class Ranked implements BlockSearch.Taker {
    private final Block block;
    private final Gaps found;
    private final Watch part;
    private @Nullable BlockRanking ranking;

    Ranked(Block block, Gaps found, Watch part) {
      this.block = block;
      this.found = found;
      this.part = part;
    }

    @Override
    public boolean take(BitSet traces, long latest) throws IOException, QueryException {
      if (ranking == null && traces.isEmpty()) {
        return true;
      }
      if (ranking == null) {
        ranking = new BlockRanking(block, query, order, found, part);
      }
      ranking.add(traces);
      return ranking.mayEnterFrom(latest);
    }

    List<Candidate> best() {
      return ranking == null ? List.of() : ranking.best();
    }
  }

  private final class Ordering implements BlockRanking.Order {
    @Override
    public Sorting sorting() {
      return sorting;
    }

    @Override
    public int limit() {
      return limit + 1;
    }

    @Override
    public boolean isAfterCursor(Candidate candidate) {
      Optional<Candidate> last = request.after().map(Candidate::of);
      return last.isEmpty() || candidate.compareTo(last.get()) > 0;
    }

    @Override
    public @Nullable Candidate bar() {
      return bar;
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
        || !sorting.isNewestFirst()
        || taken == query.blocks().size()
        || query.latestStart(query.blocks().get(taken)) >= worst.key();
  }

  private record Told(List<FoundTrace> traces, List<String> gaps) {}

  private List<FoundTrace> tell(List<Candidate> page) throws QueryException {
    var all = new ArrayList<FoundTrace>();
    scatter.<Told>inOrder(
        Math.ceilDiv(page.size(), TRACES_A_BATCH),
        watch,
        (number, part) -> {
          int from = number * TRACES_A_BATCH;
          int to = Math.min(from + TRACES_A_BATCH, page.size());
          var found = new Gaps();
          List<TraceId> traces = page.subList(from, to).stream().map(Candidate::trace).toList();
          Spansets left = telling.run(traces, found, part);
          return new Told(
              new Found(left, telling.program(), nameField, request.spansPerSet()).traces(),
              found.reasons());
        },
        part -> {
          gaps.addAll(part.gaps());
          all.addAll(part.traces());
          return true;
        });
    return all;
  }
}
