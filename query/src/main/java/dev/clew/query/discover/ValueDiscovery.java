package dev.clew.query.discover;

import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.Coverage;
import dev.clew.query.Label;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.plan.Fields;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells the values of a field. Owned by the thread that asks.
final class ValueDiscovery {
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

  private final Discovery discovery;
  private final AttributeSearch search;
  private final Reference reference;

  ValueDiscovery(Discovery discovery, AttributeSearch search, Reference reference) {
    this.discovery = discovery;
    this.search = search;
    this.reference = reference;
  }

  AttributeValuesAnswer answer() throws QueryException {
    if (reference instanceof FieldExpr.Of(var intrinsic, _) && !LISTED.contains(intrinsic)) {
      return new AttributeValuesAnswer(List.of(), false, new Coverage(true, 0, 0, 0, List.of()));
    }
    var asked = AskedValues.startingWith(search.prefix());
    var all = new Firsts<>(room());
    Optional<SpanTest> test = discovery.test();
    if (test.isEmpty() || !SpanTests.isOfSpan(reference)) {
      return told(all, judged(all, asked));
    }
    if (!search.isCounted() || !test.get().equals(SpanTest.EVERY)) {
      return told(all, scanned(test.get(), all, asked, search.isCounted()));
    }
    // Dictionaries tell which they are, so that only the rows of these are counted.
    scanned(test.get(), all, asked, false);
    Firsts<Value> counted = all.uncounted();
    return told(counted, scanned(test.get(), counted, asked.amongst(all), true));
  }

  private AttributeValuesAnswer told(Firsts<Value> all, Coverage coverage) {
    var found = new ArrayList<AttributeValuesAnswer.Found>();
    all.forEach(
        (value, spans) -> found.add(new AttributeValuesAnswer.Found(value, discovery.told(spans))));
    return new AttributeValuesAnswer(found, all.isTruncated(), coverage);
  }

  private Firsts.Room<Value> room() {
    return discovery.room(Label::compare, search.limit(), each -> 2L * each.toString().length());
  }

  private Coverage scanned(SpanTest test, Firsts<Value> all, AskedValues asked, boolean areCounted)
      throws QueryException {
    return discovery.scan(
        test,
        room(),
        all,
        (block, passing, into, gaps, part) -> {
          var reader = new BlockValues(block, asked, into, gaps, part);
          var unlisted = new ArrayList<Source>();
          for (Source source : Source.of(block, reference)) {
            if (source.isListed() && passing.areAll() && !areCounted) {
              reader.list(source);
            } else {
              unlisted.add(asked.areFew() ? reader.few(source) : source);
            }
          }
          reader.count(unlisted, passing);
        });
  }

  private Coverage judged(Firsts<Value> all, AskedValues asked) throws QueryException {
    List<Reference> fields = places(reference);
    return discovery.judged(
        fields,
        room(),
        all,
        (into, spans) -> {
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
            if (asked.has(value)) {
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
}
