package dev.clew.query.series;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.plan.Fields;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.SpanScan;
import dev.clew.query.run.Watch;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs pipelines over the spans of a view. Owned by the thread that asks.
final class StoredSpans implements SpanSource {
  /// What many spans share without its being an attribute.
  private static final List<Intrinsic> SHARED =
      List.of(
          Intrinsic.NAME,
          Intrinsic.KIND,
          Intrinsic.STATUS,
          Intrinsic.STATUS_MESSAGE,
          Intrinsic.ROOT_NAME,
          Intrinsic.ROOT_SERVICE);

  private final StoreView view;
  private final long mostBytes;
  private final Scatter scatter;
  private final Watch watch;

  StoredSpans(StoreView view, long mostBytes, Scatter scatter, Watch watch) {
    this.view = view;
    this.mostBytes = mostBytes;
    this.scatter = scatter;
    this.watch = watch;
  }

  /// What the batches of a part have to give, those that reach as far in time together: how far
  /// they do is known only when they come. Owned by one thread at a time.
  private static final class Part<T extends Taker> {
    private final List<T> takers = new ArrayList<>();
    private final Function<TimeRange, T> make;
    private final ReadColumns columns;
    private @Nullable TimeRange reach;

    Part(ReadColumns.Fields fields, Function<TimeRange, T> make) {
      this.make = make;
      columns = new ReadColumns(fields);
    }

    void take(MatchedSpans spans) throws QueryException {
      if (spans.size() > 0) {
        if (!spans.reach().equals(reach)) {
          reach = spans.reach();
          takers.add(make.apply(reach));
        }
        columns.read(spans);
        takers.getLast().take(columns);
      }
    }

    boolean seeks(long firstNanos, long lastNanos) {
      return !takers.isEmpty() && takers.getLast().seeks(firstNanos, lastNanos);
    }

    /// Hands on to the part whatever comes.
    static <T extends Taker> SpanScan.Taker<Part<T>> taker() {
      return new SpanScan.Taker<>() {
        @Override
        public void take(Part<T> into, MatchedSpans spans) throws QueryException {
          into.take(spans);
        }

        @Override
        public boolean seeks(Part<T> into, long firstNanos, long lastNanos) {
          return into.seeks(firstNanos, lastNanos);
        }
      };
    }
  }

  @Override
  public <T extends Taker> Coverage scan(
      Pipeline pipeline,
      TimeRange range,
      Wanted wanted,
      Function<TimeRange, T> parts,
      Consumer<T> done)
      throws QueryException {
    List<Reference> everything = wanted.everything() ? everything(range) : List.of();
    var fields =
        new ReadColumns.Fields(
            wanted.keys().size(),
            wanted.number().isPresent(),
            everything.stream().map(TraceQl::print).toList());
    var asked = new ArrayList<>(wanted.keys());
    wanted.number().ifPresent(asked::add);
    asked.add(Fields.of(Intrinsic.TRACE_STATE));
    asked.addAll(everything);
    var request =
        new SpanScan.Request(pipeline, range, asked, wanted.selection(), wanted.areToldApart())
            .starting(wanted.starts());
    var shortcut = Digests.of(pipeline, wanted);
    return new SpanScan(view, request, mostBytes, scatter, watch)
        .taking(shortcut)
        .run(
            () -> new Part<>(fields, parts),
            Part.<T>taker(),
            (Part<T> part) -> part.takers.forEach(done));
  }

  /// All there is to compare spans by that some block of the range knows, the first in the order of
  /// their names.
  private List<Reference> everything(TimeRange range) throws QueryException {
    var byName = new TreeMap<String, Reference>();
    SHARED.forEach(each -> add(byName, Fields.of(each)));
    for (Block block : view.blocks()) {
      watch.check();
      if (range.overlaps(block.minStartNanos(), block.maxStartNanos())) {
        try {
          addAttributes(byName, block);
        } catch (CorruptBlockException _) {
          // Whoever scans the block says so.
        } catch (IOException e) {
          throw new QueryException("reading block " + block.name(), e);
        }
      }
    }
    return List.copyOf(byName.values());
  }

  private static void addAttributes(NavigableMap<String, Reference> byName, Block block)
      throws IOException {
    for (ColumnKey column : block.columns()) {
      if (column instanceof ColumnKey.SpanAttribute(var key, _)) {
        add(byName, Fields.of(Scope.SPAN, key));
      }
    }
    for (Resource resource : block.resources()) {
      for (Attribute attribute : resource.attributes()) {
        add(byName, Fields.of(Scope.RESOURCE, attribute.key()));
      }
    }
  }

  /// One more than can be compared, so that it shows that there are more.
  private static void add(NavigableMap<String, Reference> byName, Reference field) {
    byName.put(TraceQl.print(field), field);
    if (byName.size() > Contrast.MOST_ATTRIBUTES + 1) {
      byName.pollLastEntry();
    }
  }
}
