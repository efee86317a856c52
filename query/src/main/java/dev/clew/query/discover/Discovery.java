package dev.clew.query.discover;

import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeType;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.Coverage;
import dev.clew.query.Label;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Values;
import dev.clew.query.plan.Fields;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.run.Gaps;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.SpanScan;
import dev.clew.query.run.Watch;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.store.Block;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Tells what the spans of a view have.
///
/// Where the columns of a span decide whether it is asked for, rows are read for themselves, or not
/// at all where dictionaries know enough. Only where a filter looks further are traces put together.
/// Owned by the thread that asks.
public final class Discovery {
  /// What is kept of a block takes no more than this part of a query's memory.
  private static final int SHARE = 32;

  /// Of more keys, traces are not asked.
  private static final int MOST_FIELDS = 1000;

  private static final Set<Intrinsic> LISTED =
      EnumSet.of(
          Intrinsic.NAME,
          Intrinsic.STATUS,
          Intrinsic.STATUS_MESSAGE,
          Intrinsic.KIND,
          Intrinsic.ROOT_NAME,
          Intrinsic.ROOT_SERVICE,
          Intrinsic.EVENT_NAME,
          Intrinsic.SCOPE_NAME,
          Intrinsic.SCOPE_VERSION);

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

  /// The values of a field.
  public AttributeValuesAnswer values(Reference reference) throws QueryException {
    var all = new Firsts<>(valueRoom());
    Coverage coverage = gather(reference, all);
    var found = new ArrayList<AttributeValuesAnswer.Found>();
    all.forEach((value, spans) -> found.add(new AttributeValuesAnswer.Found(value, told(spans))));
    return new AttributeValuesAnswer(found, all.isTruncated(), coverage);
  }

  private Firsts.Room<Value> valueRoom() {
    return new Firsts.Room<>(
        Label::compare, search.limit(), mostBytes / SHARE, each -> 2L * each.toString().length());
  }

  private Coverage gather(Reference reference, Firsts<Value> all) throws QueryException {
    if (reference instanceof FieldExpr.Of(var intrinsic, _) && !LISTED.contains(intrinsic)) {
      return new Coverage(true, 0, 0, 0, List.of());
    }
    Optional<SpanTest> test = test();
    if (test.isEmpty() || !SpanTests.isOfSpan(reference)) {
      return judgedValues(reference, all);
    }
    var round = new BlockRound<>(view, search.range(), test.get(), valueRoom());
    Coverage coverage =
        round.run(
            (block, passing, into, gaps, part) ->
                read(Source.of(block, reference), passing, reader(block, into, gaps, part)),
            scatter,
            watch);
    all.merge(round.found());
    return coverage;
  }

  private BlockValues reader(Block block, Firsts<Value> into, Gaps gaps, Watch part) {
    return new BlockValues(block, this::isAsked, into, gaps, part);
  }

  private void read(List<Source> sources, PassingRows passing, BlockValues reader)
      throws IOException, QueryException {
    var unlisted = new ArrayList<Source>();
    for (Source source : sources) {
      if (source.isListed() && passing.areAll() && !search.isCounted()) {
        reader.list(source);
      } else {
        unlisted.add(source);
      }
    }
    reader.count(unlisted, passing);
  }

  private boolean isAsked(Value value) {
    return search.prefix().isEmpty() || written(value).startsWith(search.prefix());
  }

  /// A value as it is written.
  private static String written(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Bool(var bool) -> Boolean.toString(bool);
      case Value.Int(var number) -> Long.toString(number);
      case Value.Real(var number) -> Double.toString(number);
      case Value.Nanos(var nanos) -> Long.toString(nanos);
      case Value.Status(var status) -> status.name().toLowerCase(Locale.ROOT);
      case Value.Kind(var kind) -> kind.name().toLowerCase(Locale.ROOT);
      case Value.Nil _, Value.Items _, Value.Other _ -> "";
    };
  }

  /// What a span has to pass, if its columns decide that.
  private Optional<SpanTest> test() {
    if (search.filter().isEmpty()) {
      return Optional.of(SpanTest.EVERY);
    }
    List<Stage> stages = search.filter().get().stages();
    return stages.size() == 1
            && stages.getFirst() instanceof Stage.Spansets(SpansetExpr.Filter(var condition))
        ? condition.map(SpanTests::folded).map(SpanTests::exactly).orElse(Optional.of(SpanTest.EVERY))
        : Optional.empty();
  }

  private Coverage judgedValues(Reference reference, Firsts<Value> all) throws QueryException {
    List<Reference> fields = places(reference);
    return judged(fields, valueRoom(), all, (into, spans) -> {
      Map<Value, Long> counts = new HashMap<>();
      for (int at = 0; at < spans.size(); at++) {
        Set<Value> ofSpan = new HashSet<>();
        for (int field = 0; field < fields.size(); field++) {
          for (Value value : spans.values(field).all(spans.row(at))) {
            ofSpan.addAll(Source.comparable(value));
          }
        }
        ofSpan.forEach(value -> counts.merge(value, 1L, Long::sum));
      }
      counts.forEach((value, count) -> {
        if (isAsked(value)) {
          into.add(value, count);
        }
      });
    });
  }

  /// An attribute without a scope is looked for everywhere.
  private static List<Reference> places(Reference reference) {
    return reference instanceof FieldExpr.Attribute(var scope, var key, _)
            && scope == FieldExpr.Scope.ANY
        ? Fields.FIRST_TO_LAST.stream().map(each -> (Reference) Fields.of(each, key)).toList()
        : List.of(reference);
  }

  private <T> Coverage judged(
      List<Reference> fields, Firsts.Room<T> room, Firsts<T> all, SpanScan.Taker<Firsts<T>> taker)
      throws QueryException {
    var request =
        new SpanScan.Request(
            search.filter().orElse(EVERYTHING), search.range(), fields, Optional.empty());
    return new SpanScan(view, request, mostBytes, scatter, watch)
        .run(() -> new Firsts<>(room), taker, all::merge);
  }

  private OptionalLong told(long spans) {
    return search.isCounted() ? OptionalLong.of(spans) : OptionalLong.empty();
  }

  /// What spans have values of.
  public AttributeKeysAnswer keys(Optional<Scope> scope) throws QueryException {
    var all = new Firsts<>(keyRoom(search.limit()));
    Optional<SpanTest> test = test();
    Coverage coverage =
        test.isPresent() ? keys(scope, test.get(), all) : judgedKeys(scope, all);
    var keys = new ArrayList<AttributeKeysAnswer.Key>();
    all.forEach((key, spans) -> keys.add(told(key, told(spans))));
    boolean isTruncated = addIntrinsics(scope, keys) || all.isTruncated();
    return new AttributeKeysAnswer(keys, isTruncated, coverage);
  }

  private static AttributeKeysAnswer.Key told(Key key, OptionalLong spans) {
    return new AttributeKeysAnswer.Key(
        key.scope(), key.name(), key.type(), key.reference(), spans);
  }

  private Firsts.Room<Key> keyRoom(int most) {
    return new Firsts.Room<>(
        Comparator.<Key>naturalOrder(), most, mostBytes / SHARE, each -> 2L * each.name().length());
  }

  private boolean isAsked(Optional<Scope> scope, Key key) {
    return (scope.isEmpty() || scope.get() == key.scope())
        && key.name().startsWith(search.prefix());
  }

  private Coverage keys(Optional<Scope> scope, SpanTest test, Firsts<Key> all)
      throws QueryException {
    var round = new BlockRound<>(view, search.range(), test, keyRoom(search.limit()));
    Coverage coverage =
        round.run(
            (block, passing, into, gaps, part) -> {
              var reader = new BlockKeys(block, key -> isAsked(scope, key), into, gaps, part);
              if (passing.areAll() && !search.isCounted()) {
                reader.list(passing);
              } else {
                reader.count(passing);
              }
            },
            scatter,
            watch);
    all.merge(round.found());
    return coverage;
  }

  /// Of what spans have at all, what those have that are asked for.
  private Coverage judgedKeys(Optional<Scope> scope, Firsts<Key> all) throws QueryException {
    var known = new BlockRound<>(view, search.range(), SpanTest.EVERY, keyRoom(MOST_FIELDS));
    known.run(
        (block, passing, into, gaps, part) ->
            new BlockKeys(block, key -> isAsked(scope, key), into, gaps, part).count(passing),
        scatter,
        watch);
    var keys = new ArrayList<Key>();
    known.found().forEach((key, _) -> keys.add(key));
    List<Reference> fields = keys.stream().map(Key::reference).toList();
    return judged(fields, keyRoom(search.limit()), all, (into, spans) -> {
      for (int field = 0; field < fields.size(); field++) {
        long count = count(spans, field, keys.get(field).type());
        if (count > 0) {
          into.add(keys.get(field), count);
        }
      }
    });
  }

  private static long count(MatchedSpans spans, int field, AttributeType type) {
    Values values = spans.values(field);
    long count = 0;
    for (int at = 0; at < spans.size(); at++) {
      boolean has = values.all(spans.row(at)).stream().anyMatch(value -> !value.equals(Value.NIL) && type(value) == type);
      count += has ? 1 : 0;
    }
    return count;
  }

  private static AttributeType type(Value value) {
    return switch (value) {
      case Value.Text _ -> AttributeType.STRING;
      case Value.Bool _ -> AttributeType.BOOL;
      case Value.Int _ -> AttributeType.INT;
      case Value.Real _ -> AttributeType.DOUBLE;
      case Value.Nanos _ -> AttributeType.DURATION;
      case Value.Status _ -> AttributeType.STATUS;
      case Value.Kind _ -> AttributeType.KIND;
      case Value.Items _ -> AttributeType.ARRAY;
      case Value.Other(var other) -> AttributeType.of(other.type());
      case Value.Nil _ -> AttributeType.EMPTY;
    };
  }

  /// They come last; true when there was no room for some.
  private boolean addIntrinsics(Optional<Scope> scope, List<AttributeKeysAnswer.Key> keys) {
    List<Key> intrinsics =
        EnumSet.complementOf(EnumSet.of(Intrinsic.PARENT)).stream()
            .map(Key::of)
            .filter(key -> isAsked(scope, key))
            .sorted()
            .toList();
    int room = Math.min(search.limit() - keys.size(), intrinsics.size());
    intrinsics.subList(0, room).forEach(key -> keys.add(told(key, OptionalLong.empty())));
    return room < intrinsics.size();
  }
}
