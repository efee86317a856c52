package dev.clew.query.discover;

import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeType;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Values;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Tells what spans have values of. Owned by the thread that asks.
final class KeyDiscovery {
  /// Of more keys, traces are not asked.
  private static final int MOST_FIELDS = 1000;

  private final Discovery discovery;
  private final AttributeSearch search;
  private final Optional<Scope> scope;

  /// True when there were too many to be put to traces.
  private boolean isTooMuch;

  KeyDiscovery(Discovery discovery, AttributeSearch search, Optional<Scope> scope) {
    this.discovery = discovery;
    this.search = search;
    this.scope = scope;
  }

  AttributeKeysAnswer answer() throws QueryException {
    var all = new Firsts<>(room(search.limit()));
    Optional<SpanTest> test = discovery.test();
    Coverage coverage = test.isPresent() ? scanned(test.get(), all) : judged(all);
    var keys = new ArrayList<AttributeKeysAnswer.Key>();
    all.forEach((key, spans) -> keys.add(told(key, discovery.told(spans))));
    boolean isTruncated = addIntrinsics(keys) || all.isTruncated() || isTooMuch;
    return new AttributeKeysAnswer(keys, isTruncated, coverage);
  }

  private static AttributeKeysAnswer.Key told(Key key, OptionalLong spans) {
    return new AttributeKeysAnswer.Key(key.scope(), key.name(), key.type(), key.reference(), spans);
  }

  private Firsts.Room<Key> room(int most) {
    return discovery.room(Comparator.<Key>naturalOrder(), most, each -> 2L * each.name().length());
  }

  private boolean isAsked(Key key) {
    return (scope.isEmpty() || scope.get() == key.scope())
        && key.name().startsWith(search.prefix());
  }

  private Coverage scanned(SpanTest test, Firsts<Key> all) throws QueryException {
    return discovery.scan(
        test,
        room(search.limit()),
        all,
        (block, passing, into, gaps, part) -> {
          var reader = new BlockKeys(block, this::isAsked, into, gaps, part);
          if (passing.areAll() && !search.isCounted()) {
            reader.list(passing);
          } else {
            reader.count(passing);
          }
        });
  }

  /// Of what spans have at all, what those have that are asked for.
  private Coverage judged(Firsts<Key> all) throws QueryException {
    var known = new Firsts<>(room(MOST_FIELDS));
    discovery.scan(
        SpanTest.EVERY,
        room(MOST_FIELDS),
        known,
        (block, passing, into, gaps, part) ->
            new BlockKeys(block, this::isAsked, into, gaps, part).count(passing));
    isTooMuch = known.isTruncated();
    var keys = new ArrayList<Key>();
    known.forEach((key, _) -> keys.add(key));
    List<Reference> fields = keys.stream().map(Key::reference).toList();
    return discovery.judged(
        fields,
        room(search.limit()),
        all,
        (into, spans) -> {
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
      boolean has =
          values.all(spans.row(at)).stream()
              .anyMatch(value -> !value.equals(Value.NIL) && type(value) == type);
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
  private boolean addIntrinsics(List<AttributeKeysAnswer.Key> keys) {
    List<Key> intrinsics =
        Intrinsic.nameable()
            .filter(each -> each != Intrinsic.PARENT)
            .map(Key::of)
            .filter(this::isAsked)
            .sorted()
            .toList();
    int room = Math.min(search.limit() - keys.size(), intrinsics.size());
    intrinsics.subList(0, room).forEach(key -> keys.add(told(key, OptionalLong.empty())));
    return room < intrinsics.size();
  }
}
