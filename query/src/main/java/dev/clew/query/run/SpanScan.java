package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.run.Anchor.Sighting;
import dev.clew.query.run.Anchor.Sightings;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.store.Block;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
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

  private final TraceQuery query;
  private final long mostBytes;
  private final Scatter scatter;
  private final Watch watch;
  private final Gaps gaps = new Gaps();
  private int readBlocks;
  private long judgedRows;

  /// What is asked of the spans.
  ///
  /// @param range in which they start; the view has to be one of all of time, since traces are
  ///   judged whole
  /// @param fields whose values are asked for
  /// @param selection of which it is told for each span whether it would leave it too
  public record Request(
      Pipeline pipeline, TimeRange range, List<Reference> fields, Optional<SpansetExpr> selection) {
    public Request {
      fields = List.copyOf(fields);
    }
  }

  /// What is done with the spans of a batch, on the thread of a part.
  public interface Taker<T> {
    void take(T into, MatchedSpans spans) throws QueryException;
  }

  public SpanScan(StoreView view, Request request, long mostBytes, Scatter scatter, Watch watch) {
    this.mostBytes = mostBytes;
    this.scatter = scatter;
    this.watch = watch;
    query =
        new TraceQuery(view, request.pipeline(), request.range(), mostBytes)
            .asking(request.fields(), request.selection());
    gaps.addAll(view.missing());
  }

  /// Takes the spans part by part, each part into something new, which is then handed on: in an
  /// order that does not depend on threads, on the thread that calls.
  public <T> Coverage run(Supplier<T> empty, Taker<T> taker, Consumer<T> merge)
      throws QueryException {
    List<TraceId> traces = candidates();
    scatter.<Part<T>>inOrder(
        Math.ceilDiv(traces.size(), TRACES_A_BATCH),
        watch,
        (number, part) -> {
          int from = number * TRACES_A_BATCH;
          int to = Math.min(from + TRACES_A_BATCH, traces.size());
          var found = new Gaps();
          T into = empty.get();
          taker.take(into, query.matched(traces.subList(from, to), found, part));
          return new Part<>(into, found.reasons());
        },
        part -> {
          gaps.addAll(part.gaps);
          merge.accept(part.result);
          return true;
        });
    return new Coverage(
        gaps.isEmpty(), readBlocks, query.blocks().size(), judgedRows, gaps.reasons());
  }

  private record Part<T>(T result, List<String> gaps) {}

  private record Seen(List<TraceId> traces, boolean wasRead, long judgedRows, List<String> gaps) {}

  private List<TraceId> candidates() throws QueryException {
    var all = new TreeSet<TraceId>();
    scatter.<Seen>inOrder(
        query.blocks().size(),
        watch,
        (number, part) -> seen(query.blocks().get(number), part),
        seen -> {
          all.addAll(seen.traces);
          gaps.addAll(seen.gaps);
          readBlocks += seen.wasRead ? 1 : 0;
          judgedRows += seen.judgedRows;
          return all.size() * BYTES_A_TRACE <= mostBytes;
        });
    if (all.size() * BYTES_A_TRACE > mostBytes) {
      throw new QueryException(
          Kind.TOO_LARGE,
          "the query needs to look at more than "
              + all.size()
              + " traces as a whole: ask for less, such as a shorter time range");
    }
    return List.copyOf(all);
  }

  private Seen seen(Block block, Watch part) throws QueryException {
    var found = new Gaps();
    try {
      Sightings sightings = query.anchor().in(block, found, part);
      var traces = new ArrayList<TraceId>();
      for (Sighting each : sightings.traces()) {
        traces.add(block.traces().traceId(each.number()));
      }
      return new Seen(traces, true, sightings.judgedRows(), found.reasons());
    } catch (CorruptBlockException e) {
      found.add(e);
      return new Seen(List.of(), false, 0, found.reasons());
    } catch (IOException e) {
      throw new QueryException("reading block " + block.name(), e);
    }
  }
}
