package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Moments;
import dev.clew.query.eval.PageBatches;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Digest;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All spans of a view that a pipeline leaves, each once, batch by batch on all cores. Owned by the
/// thread that runs it.
public final class SpanScan {
  private static final int TRACES_A_BATCH = 256;
  private static final long BYTES_A_TRACE = 100;

  private final Request request;
  private final TraceQuery query;
  private final long mostBytes;
  private final Scatter scatter;
  private final Watch watch;
  private final Gaps gaps = new Gaps();
  private Shortcut shortcut = block -> block;
  private int readBlocks;
  private long judgedRows;

  /// What is asked of the spans.
  ///
  /// @param range in which they start; the view has to be one of all of time, since traces are
  ///   judged whole
  /// @param fields whose values are asked for
  /// @param selection of which it is told for each span whether it would leave it too
  /// @param areToldApart whether ids of spans and traces are asked for
  /// @param starts which starts are asked for
  public record Request(
      Pipeline pipeline,
      TimeRange range,
      List<Reference> fields,
      Optional<SpansetExpr> selection,
      boolean areToldApart,
      Moments starts) {
    public Request {
      fields = List.copyOf(fields);
    }

    /// The same, with less asked of their starts.
    public Request starting(Moments newStarts) {
      return new Request(pipeline, range, fields, selection, areToldApart, newStarts);
    }

    /// Whose starts have to be known.
    public Request(
        Pipeline pipeline,
        TimeRange range,
        List<Reference> fields,
        Optional<SpansetExpr> selection,
        boolean areToldApart) {
      this(pipeline, range, fields, selection, areToldApart, Moments.APART);
    }
  }

  /// What is done with the spans of a batch, on the thread of a part.
  public interface Taker<T> {
    void take(T into, MatchedSpans spans) throws QueryException;

    /// True where examples are still looked for among spans that start between two moments, after
    /// what they have in common was counted.
    default boolean seeks(T into, long firstNanos, long lastNanos) {
      return false;
    }
  }

  /// Finds a shorter way through a block whose every row is a span that is nowhere else.
  public interface Shortcut {
    /// What to read instead of the block: itself, or what says as much of its spans.
    Block of(Block block) throws IOException;
  }

  public SpanScan(StoreView view, Request request, long mostBytes, Scatter scatter, Watch watch) {
    this.request = request;
    this.mostBytes = mostBytes;
    this.scatter = scatter;
    this.watch = watch;
    query =
        new TraceQuery(view, request.pipeline(), request.range(), mostBytes)
            .asking(request.fields(), request.selection());
    gaps.addAll(view.missing());
  }

  /// The same, on shorter ways where there are any.
  public SpanScan taking(Shortcut way) {
    shortcut = way;
    return this;
  }

  /// Takes the spans part by part, each part into something new, which is then handed on: in an
  /// order that does not depend on threads, on the thread that calls.
  public <T> Coverage run(Supplier<T> empty, Taker<T> taker, Consumer<T> merge)
      throws QueryException {
    var scattered = new TreeSet<TraceId>();
    scatter.<Part<T>>inOrder(
        query.blocks().size(),
        watch,
        (number, part) -> scan(query.blocks().get(number), empty.get(), taker, part),
        part -> {
          take(part, merge);
          scattered.addAll(part.scattered);
          return scattered.size() * BYTES_A_TRACE <= mostBytes;
        });
    if (scattered.size() * BYTES_A_TRACE > mostBytes) {
      throw new QueryException(
          Kind.TOO_LARGE,
          "the query needs to put together more than "
              + scattered.size()
              + " traces: ask for less, such as a shorter time range");
    }
    putTogether(List.copyOf(scattered), empty, taker, merge);
    return new Coverage(
        gaps.isEmpty(), readBlocks, query.blocks().size(), judgedRows, gaps.reasons());
  }

  private <T> void take(Part<T> part, Consumer<T> merge) {
    gaps.addAll(part.gaps);
    readBlocks += part.wasRead ? 1 : 0;
    judgedRows += part.judgedRows;
    merge.accept(part.result);
  }

  private <T> void putTogether(
      List<TraceId> traces, Supplier<T> empty, Taker<T> taker, Consumer<T> merge)
      throws QueryException {
    scatter.<Part<T>>inOrder(
        Math.ceilDiv(traces.size(), TRACES_A_BATCH),
        watch,
        (number, part) -> {
          int from = number * TRACES_A_BATCH;
          int to = Math.min(from + TRACES_A_BATCH, traces.size());
          var found = new Gaps();
          T into = empty.get();
          taker.take(into, query.matched(traces.subList(from, to), found, part));
          return new Part<>(into, List.of(), false, 0, found.reasons());
        },
        part -> {
          take(part, merge);
          return true;
        });
  }

  /// @param scattered traces that are not here as a whole
  private record Part<T>(
      T result, List<TraceId> scattered, boolean wasRead, long judgedRows, List<String> gaps) {}

  private <T> Part<T> scan(Block block, T into, Taker<T> taker, Watch part) throws QueryException {
    var found = new Gaps();
    try {
      return query.isPlain()
          ? read(block, into, taker, part, found)
          : judgeInPlace(block, into, taker, part, found);
    } catch (CorruptBlockException e) {
      found.add(e);
      return new Part<>(into, List.of(), false, 0, found.reasons());
    } catch (IOException e) {
      throw new QueryException("reading block " + block.name(), e);
    }
  }

  private <T> Part<T> read(Block block, T into, Taker<T> taker, Watch part, Gaps found)
      throws IOException, QueryException {
    Block rows = query.repeated(block).isEmpty() ? shortcut.of(block) : block;
    var scan = new PlainScan(rows, query, request, found);
    scan.run(spans -> taker.take(into, spans), part);
    if (rows instanceof Digest && request.areToldApart()) {
      new PlainScan(block, query, request, found)
          .show(
              scan.reach(),
              (first, last) -> taker.seeks(into, first, last),
              spans -> taker.take(into, spans),
              part);
    }
    return new Part<>(into, scan.scattered(), true, scan.judgedRows(), found.reasons());
  }

  private <T> Part<T> judgeInPlace(Block block, T into, Taker<T> taker, Watch part, Gaps found)
      throws IOException, QueryException {
    var scattered = new ArrayList<TraceId>();
    var search = new BlockSearch(block, query, found);
    BitSet sighted = search.traces(part);
    BitSet[] byPage = byPage(block, sighted, scattered);
    var batches = new PageBatches(block, query.program(), found::add, part);
    for (int page = 0; page < byPage.length; page++) {
      part.check();
      if (!byPage[page].isEmpty()) {
        judgePage(batches, page, byPage[page], into, taker, found);
      }
    }
    return new Part<>(into, scattered, true, search.judgedRows(), found.reasons());
  }

  private <T> void judgePage(
      PageBatches batches, int page, BitSet wanted, T into, Taker<T> taker, Gaps found)
      throws IOException, QueryException {
    try {
      taker.take(into, query.matched(batches.read(page, wanted)));
    } catch (CorruptBlockException e) {
      found.add(e);
    }
  }

  private BitSet[] byPage(Block block, BitSet sighted, List<TraceId> scattered) throws IOException {
    var byPage = new BitSet[block.pageCount()];
    Arrays.setAll(byPage, _ -> new BitSet());
    WholeTraces whole = query.whole(block);
    for (int number = sighted.nextSetBit(0); number >= 0; number = sighted.nextSetBit(number + 1)) {
      int page = whole.has(number) ? whole.page(number) : -1;
      if (page >= 0) {
        byPage[page].set(number);
      } else {
        scattered.add(block.traces().traceId(number));
      }
    }
    return byPage;
  }
}
