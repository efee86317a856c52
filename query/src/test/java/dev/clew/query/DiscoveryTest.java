package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Gen;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What spans have, against a list of the same spans that is counted in the simplest way.
class DiscoveryTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// Filters with what they mean.
  private static final Map<String, Function<List<Span>, Predicate<Span>>> FILTERS =
      Map.of(
          "{}", _ -> _ -> true,
          "{ kind = server }", _ -> span -> span.kind() == SpanKind.SERVER,
          "{ name = \"x\" && duration >= 10ns }",
              _ -> span -> span.name().equals("x") && span.durationNanos() >= 10,
          "{ kind = server } && { status = error }",
              all -> span -> isServerOrFailed(span) && hasBoth(all, span.traceId()),
          "{} | by(kind) | count() > 1", DiscoveryTest::isKindRepeated);

  @TempDir Path folder;

  private static boolean isServerOrFailed(Span span) {
    return span.kind() == SpanKind.SERVER || span.hasError();
  }

  private static boolean hasBoth(List<Span> all, TraceId trace) {
    List<Span> of = all.stream().filter(each -> each.traceId().equals(trace)).toList();
    return of.stream().anyMatch(Span::hasError)
        && of.stream().anyMatch(each -> each.kind() == SpanKind.SERVER);
  }

  private static Predicate<Span> isKindRepeated(List<Span> all) {
    return span ->
        all.stream()
                .filter(each -> each.traceId().equals(span.traceId()))
                .filter(each -> each.kind() == span.kind())
                .count()
            > 1;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void values_anyStateOfTheStore_areThoseOfItsSpans(long seed) throws Exception {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans(40).stream().distinct().toList();
    try (SpanStore store = StoreStatesTest.filled(folder, gen, spans)) {
      for (String filter : FILTERS.keySet()) {
        TimeRange range = content.range();
        List<Span> left = left(spans, filter, range);
        for (Reference reference : references()) {
          AttributeSearch search = search(gen, filter, range);
          assertThat(values(store, new AttributeValues(reference, search)))
              .as("%s with %s", TraceQl.print(reference), search)
              .isEqualTo(naiveValues(left, reference, search));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void attributes_anyStateOfTheStore_areThoseOfItsSpans(long seed) throws Exception {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans(40).stream().distinct().toList();
    try (SpanStore store = StoreStatesTest.filled(folder, gen, spans)) {
      for (String filter : FILTERS.keySet()) {
        TimeRange range = content.range();
        AttributeSearch search = search(gen, filter, range);
        assertThat(keys(store, search))
            .as("%s", search)
            .isEqualTo(naiveKeys(left(spans, filter, range), search));
      }
    }
  }

  private static List<Span> left(List<Span> spans, String filter, TimeRange range) {
    Predicate<Span> passes = FILTERS.getOrDefault(filter, _ -> _ -> false).apply(spans);
    return spans.stream().filter(passes).filter(span -> range.contains(span.startNanos())).toList();
  }

  private static AttributeSearch search(Gen gen, String filter, TimeRange range) {
    AttributeSearch search =
        AttributeSearch.everything(gen.chance(0.2) ? 3 : 1000)
            .in(range)
            .startingWith(gen.oneOf(List.of("", "", "x", "b", "s", "-")));
    AttributeSearch filtered = filter.equals("{}") ? search : search.filtered(pipeline(filter));
    return gen.chance(0.5) ? filtered.counted() : filtered;
  }

  private static Pipeline pipeline(String text) {
    return TraceQl.parse(text) instanceof Parsed.Valid(var query)
            && query.root() instanceof Query.Root.Search(var pipeline)
        ? pipeline
        : throwing(text);
  }

  private static Pipeline throwing(String text) {
    throw new AssertionError(text);
  }

  private static List<Reference> references() {
    var references = new ArrayList<Reference>();
    for (FieldExpr.Scope scope : Fields.FIRST_TO_LAST) {
      references.add(Fields.of(scope, "a"));
    }
    references.add(Fields.of(FieldExpr.Scope.ANY, "b"));
    Stream.of(
            Intrinsic.NAME,
            Intrinsic.KIND,
            Intrinsic.STATUS,
            Intrinsic.EVENT_NAME,
            Intrinsic.SCOPE_NAME)
        .map(Fields::of)
        .forEach(references::add);
    return references;
  }

  private static Set<Value> valuesOf(Span span, Reference reference) {
    return switch (reference) {
      case FieldExpr.Attribute(var scope, var key, _) -> {
        var values = new HashSet<Value>();
        Fields.FIRST_TO_LAST.stream()
            .filter(each -> scope == FieldExpr.Scope.ANY || scope == each)
            .flatMap(each -> attributes(span, Scope.valueOf(each.name())))
            .forEach(list -> addAll(values, last(list).get(key)));
        yield values;
      }
      case FieldExpr.Of(var intrinsic, _) ->
          switch (intrinsic) {
            case NAME -> Set.of(new Value.Text(span.name()));
            case KIND -> Set.of(new Value.Kind(span.kind()));
            case STATUS -> Set.of(new Value.Status(span.status()));
            case EVENT_NAME -> texts(span.events().stream().map(each -> each.name()));
            case SCOPE_NAME ->
                texts(Stream.of(span.scope().name()).filter(name -> !name.isEmpty()));
            default -> throw new AssertionError(reference);
          };
    };
  }

  private static Set<Value> texts(Stream<String> texts) {
    var values = new HashSet<Value>();
    texts.forEach(text -> values.add(new Value.Text(text)));
    return values;
  }

  private static void addAll(Set<Value> values, @Nullable AttributeValue value) {
    if (value instanceof AttributeValue.Array(var items)) {
      items.forEach(each -> addAll(values, each));
    } else if (value instanceof AttributeValue.Text
        || value instanceof AttributeValue.Bool
        || value instanceof AttributeValue.Int
        || value instanceof AttributeValue.Real) {
      values.add(Value.of(value));
    }
  }

  private static Stream<List<Attribute>> attributes(Span span, Scope scope) {
    return switch (scope) {
      case SPAN -> Stream.of(span.attributes());
      case RESOURCE -> Stream.of(span.resource().attributes());
      case EVENT -> span.events().stream().map(each -> each.attributes());
      case LINK -> span.links().stream().map(each -> each.attributes());
      case INSTRUMENTATION -> Stream.of(span.scope().attributes());
      case INTRINSIC -> Stream.of();
    };
  }

  /// Of a key that occurs twice the last counts.
  private static Map<String, AttributeValue> last(List<Attribute> attributes) {
    var byKey = new TreeMap<String, AttributeValue>();
    attributes.forEach(each -> byKey.put(each.key(), each.value()));
    return byKey;
  }

  private static String written(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Bool(var bool) -> "" + bool;
      case Value.Int(var number) -> "" + number;
      case Value.Real(var number) -> "" + number;
      case Value.Status(var status) -> status.name().toLowerCase(Locale.ROOT);
      case Value.Kind(var kind) -> kind.name().toLowerCase(Locale.ROOT);
      default -> throw new AssertionError(value);
    };
  }

  private static List<Object> naiveValues(
      List<Span> spans, Reference reference, AttributeSearch search) {
    var counts = new TreeMap<Value, Long>(Label::compare);
    for (Span span : spans) {
      valuesOf(span, reference).stream()
          .filter(value -> written(value).startsWith(search.prefix()))
          .forEach(value -> counts.merge(value, 1L, Long::sum));
    }
    return first(counts, search);
  }

  private static <T> List<Object> first(Map<T, Long> counts, AttributeSearch search) {
    var all = new ArrayList<Object>();
    counts.entrySet().stream()
        .limit(search.limit())
        .forEach(
            each -> all.add(List.of(each.getKey(), search.isCounted() ? each.getValue() : "?")));
    all.add(counts.size() > search.limit());
    return all;
  }

  private static Object told(OptionalLong spans) {
    return spans.isPresent() ? spans.getAsLong() : "?";
  }

  private static List<Object> values(SpanStore store, AttributeValues asked) throws QueryException {
    AttributeValuesAnswer answer = engine(store).values(TENANT, asked);
    assertThat(answer.coverage().complete()).isTrue();
    var all = new ArrayList<Object>();
    answer.values().forEach(each -> all.add(List.of(each.value(), told(each.spans()))));
    all.add(answer.isTruncated());
    return all;
  }

  private static List<Object> naiveKeys(List<Span> spans, AttributeSearch search) {
    var counts = new TreeMap<String, Long>();
    for (Span span : spans) {
      var own = new HashSet<String>();
      for (Scope scope : Scope.values()) {
        attributes(span, scope)
            .flatMap(list -> last(list).entrySet().stream())
            .filter(each -> each.getKey().startsWith(search.prefix()))
            .forEach(each ->
                own.add(shown(scope, each.getKey(), AttributeType.of(each.getValue().type()))));
      }
      own.forEach(key -> counts.merge(key, 1L, Long::sum));
    }
    return first(counts, search);
  }

  private static String shown(Scope scope, String name, AttributeType type) {
    return "%d %s %s %02d".formatted(scope.ordinal(), scope, name, type.ordinal());
  }

  /// Without intrinsics, which come last and whatever spans have.
  private static List<Object> keys(SpanStore store, AttributeSearch search) throws QueryException {
    var all = new ArrayList<Object>();
    boolean isTruncated = false;
    for (Scope scope : List.of(Scope.values()).subList(0, 5)) {
      AttributeKeysAnswer answer =
          engine(store).attributes(TENANT, new AttributeKeys(Optional.of(scope), search));
      answer
          .keys()
          .forEach(
              each -> all.add(List.of(shown(scope, each.name(), each.type()), told(each.spans()))));
      isTruncated |= answer.isTruncated();
    }
    boolean isCut = all.size() > search.limit();
    List<Object> first = new ArrayList<>(all.subList(0, Math.min(all.size(), search.limit())));
    first.add(isTruncated || isCut);
    return first;
  }

  private static QueryEngine engine(SpanStore store) {
    return new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
  }

  private static InMemorySpanStore store(Span... spans) {
    var store = new InMemorySpanStore(10, 10);
    store.add(TENANT, List.of(spans));
    return store;
  }

  @Test
  void values_rootService_areThoseOfRoots() throws Exception {
    var store =
        store(
            SpanMaker.span(1, 1).by("web").make(),
            SpanMaker.span(1, 2).under(1).by("db").make(),
            SpanMaker.span(2, 3).by("api").ended(StatusCode.ERROR, "").make());
    var asked =
        new AttributeValues(
            Fields.of(Intrinsic.ROOT_SERVICE), AttributeSearch.everything(10).counted());

    assertThat(values(store, asked))
        .containsExactly(
            List.of(new Value.Text("api"), 1L), List.of(new Value.Text("web"), 2L), false);
  }

  @Test
  void values_duration_areNotTold() throws Exception {
    var store = store(SpanMaker.span(1, 1).make());
    var asked = new AttributeValues(Fields.of(Intrinsic.DURATION), AttributeSearch.everything(10));

    assertThat(values(store, asked)).containsExactly(false);
  }

  @Test
  void attributes_intrinsics_comeLastAndUncounted() throws Exception {
    var store = store(SpanMaker.span(1, 1).with(Attribute.of("nest", 1)).make());
    AttributeSearch search = AttributeSearch.everything(3).startingWith("nest").counted();

    AttributeKeysAnswer answer =
        engine(store).attributes(TENANT, new AttributeKeys(Optional.empty(), search));

    assertThat(answer.keys().stream().map(each -> TraceQl.print(each.reference())))
        .containsExactly("span.nest", "nestedSetLeft", "nestedSetParent");
    assertThat(answer.keys().getLast().spans()).isEmpty();
    assertThat(answer.isTruncated()).isTrue();
  }

  @Test
  void attributes_ofAllFields_areThoseThatAQueryCanName() throws Exception {
    var keys = new AttributeKeys(Optional.of(Scope.INTRINSIC), AttributeSearch.everything(100));

    AttributeKeysAnswer answer =
        engine(store(SpanMaker.span(1, 1).make())).attributes(TENANT, keys);

    assertThat(answer.keys().stream().map(AttributeKeysAnswer.Key::reference))
        .contains(Fields.of(Intrinsic.NAME), Fields.of(Intrinsic.LINK_TRACE_ID))
        .allMatch(each -> TraceQl.reference(TraceQl.print(each)).equals(Optional.of(each)));
  }
}
