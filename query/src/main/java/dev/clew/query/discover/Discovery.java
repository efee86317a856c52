package dev.clew.query.discover;

import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.SpanScan;
import dev.clew.query.run.Watch;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.store.StoreView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/// Tells what the spans of a view have.
///
/// Where the columns of a span decide whether it is asked for, rows are read for themselves, or not
/// at all where dictionaries know enough. Only where a filter looks further are traces put
/// together. Owned by the thread that asks.
public final class Discovery {
  /// What is kept of a block takes no more than this part of a query's memory.
  private static final int SHARE = 32;

  private static final Pipeline EVERYTHING =
      new Pipeline(List.of(new Stage.Spansets(new SpansetExpr.Filter(Optional.empty()))));

  private final StoreView view;
  private final AttributeSearch search;
  private final long mostBytes;
  private final Scatter scatter;
  private final Watch watch;

  /// @param view of all of time
  public Discovery(
      StoreView view, AttributeSearch search, long mostBytes, Scatter scatter, Watch watch) {
    this.view = view;
    this.search = search;
    this.mostBytes = mostBytes;
    this.scatter = scatter;
    this.watch = watch;
  }

  /// What spans have values of.
  public AttributeKeysAnswer keys(Optional<Scope> scope) throws QueryException {
    return new KeyDiscovery(this, search, scope).answer();
  }

  /// The values of a field.
  public AttributeValuesAnswer values(Reference reference) throws QueryException {
    return new ValueDiscovery(this, search, reference).answer();
  }

  /// Room for as many as there may be.
  <T> Firsts.Room<T> room(Comparator<T> order, int most, ToLongFunction<T> bytesOf) {
    return new Firsts.Room<>(order, most, mostBytes / SHARE, bytesOf);
  }

  /// What a span has to pass, if its columns decide that.
  Optional<SpanTest> test() {
    if (search.filter().isEmpty()) {
      return Optional.of(SpanTest.EVERY);
    }
    List<Stage> stages = search.filter().get().stages();
    return stages.size() == 1
            && stages.getFirst() instanceof Stage.Spansets(SpansetExpr.Filter(var condition))
        ? condition
            .map(SpanTests::folded)
            .map(SpanTests::exactly)
            .orElse(Optional.of(SpanTest.EVERY))
        : Optional.empty();
  }

  /// Gathers what the blocks have, of rows that pass.
  <T> Coverage scan(SpanTest test, Firsts.Room<T> room, Firsts<T> all, BlockRound.Reader<T> reader)
      throws QueryException {
    return new BlockRound<>(view, search.range(), test, room, all).run(reader, scatter, watch);
  }

  /// Gathers what the spans have that are left of traces.
  <T> Coverage judged(
      List<Reference> fields, Firsts.Room<T> room, Firsts<T> all, SpanScan.Taker<Firsts<T>> taker)
      throws QueryException {
    var request =
        new SpanScan.Request(
            search.filter().orElse(EVERYTHING), search.range(), fields, Optional.empty(), false);
    return new SpanScan(view, request, mostBytes, scatter, watch)
        .run(() -> new Firsts<>(room), taker, all::merge);
  }

  /// How many spans, if that is asked for.
  OptionalLong told(long spans) {
    return search.isCounted() ? OptionalLong.of(spans) : OptionalLong.empty();
  }
}
