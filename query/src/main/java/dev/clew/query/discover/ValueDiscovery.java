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
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    var all = new Firsts<>(room());
    Coverage coverage = gather(all);
    var found = new ArrayList<AttributeValuesAnswer.Found>();
    all.forEach(
        (value, spans) -> found.add(new AttributeValuesAnswer.Found(value, discovery.told(spans))));
    return new AttributeValuesAnswer(found, all.isTruncated(), coverage);
  }

  private Firsts.Room<Value> room() {
    return discovery.room(Label::compare, search.limit(), each -> 2L * each.toString().length());
  }

  private Coverage gather(Firsts<Value> all) throws QueryException {
    if (reference instanceof FieldExpr.Of(var intrinsic, _) && !LISTED.contains(intrinsic)) {
      return new Coverage(true, 0, 0, 0, List.of());
    }
    Optional<SpanTest> test = discovery.test();
    if (test.isEmpty() || !SpanTests.isOfSpan(reference)) {
      return judged(all);
    }
    return discovery.scan(
        test.get(),
        room(),
        all,
        (block, passing, into, gaps, part) ->
            read(
                Source.of(block, reference),
                passing,
                new BlockValues(block, this::isAsked, into, gaps, part)));
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

  private Coverage judged(Firsts<Value> all) throws QueryException {
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
}
