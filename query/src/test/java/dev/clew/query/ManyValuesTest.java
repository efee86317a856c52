package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The first of many values that are made of templates, against all of them in their order.
class ManyValuesTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(12, 400));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void values_ofManyFromAPrefix_areTheFirst(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = spans(gen);
    try (SpanStore store = StoreStatesTest.filled(folder, gen, spans)) {
      for (int each = 0; each < 20; each++) {
        AttributeSearch search = search(gen, gen.oneOf(spans));
        assertThat(found(store, search)).as("%s", search).isEqualTo(expected(spans, search));
      }
    }
  }

  private static List<Span> spans(Gen gen) {
    int count = 200 + gen.random().nextInt(1500);
    return IntStream.range(0, count)
        .mapToObj(
            at -> SpanMaker.span(1 + at / 10, at + 1).with(new Attribute("v", value(gen))).make())
        .toList();
  }

  private static AttributeValue value(Gen gen) {
    return switch (gen.random().nextInt(12)) {
      case 0 -> new AttributeValue.Int(gen.random().nextInt(300));
      case 1 ->
          new AttributeValue.Text(gen.oneOf(List.of("", "é", "/api/é", "/apx", "\uD83D\uDE00")));
      case 2, 3, 4 -> new AttributeValue.Array(List.of(new AttributeValue.Text(uuid(gen))));
      case 5 ->
          new AttributeValue.Array(
              List.of(
                  new AttributeValue.Text(uuid(gen)), new AttributeValue.Text("x"), number(gen)));
      case 6 -> new AttributeValue.Text("%08x-k".formatted(gen.random().nextInt()));
      default -> new AttributeValue.Text("/api/" + gen.random().nextInt(1 << 16) + "/items/07");
    };
  }

  private static AttributeValue number(Gen gen) {
    return new AttributeValue.Int(gen.random().nextInt(5));
  }

  private static String uuid(Gen gen) {
    return new UUID(gen.random().nextLong(), gen.random().nextLong()).toString();
  }

  private static AttributeSearch search(Gen gen, Span span) {
    String some = texts(span).stream().findFirst().orElse("");
    String prefix = some.substring(0, Math.min(some.length(), gen.random().nextInt(9)));
    AttributeSearch search =
        AttributeSearch.everything(gen.oneOf(List.of(1, 5, 20, 5000))).startingWith(prefix);
    return gen.chance(0.4) ? search.counted() : search;
  }

  private static List<String> texts(Span span) {
    return values(span).stream()
        .filter(Value.Text.class::isInstance)
        .map(each -> ((Value.Text) each).value())
        .sorted()
        .toList();
  }

  private static Set<Value> values(Span span) {
    Value value = Value.of(span.attributes().getFirst().value());
    return value instanceof Value.Items(var items) ? new HashSet<>(items) : Set.of(value);
  }

  private static List<Object> expected(List<Span> spans, AttributeSearch search) {
    var counts = new TreeMap<Value, Long>(Label::compare);
    for (Span span : spans) {
      values(span).stream()
          .filter(value -> shown(value).startsWith(search.prefix()))
          .forEach(value -> counts.merge(value, 1L, Long::sum));
    }
    var first = new ArrayList<Object>();
    counts.entrySet().stream()
        .limit(search.limit())
        .forEach(
            each -> first.add(each.getKey() + (search.isCounted() ? " " + each.getValue() : "")));
    first.add(counts.size() > search.limit());
    return first;
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Int(var number) -> Long.toString(number);
      default -> throw new AssertionError(value);
    };
  }

  private static List<Object> found(SpanStore store, AttributeSearch search) throws QueryException {
    var engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
    var asked = new AttributeValues(Fields.of(FieldExpr.Scope.SPAN, "v"), search);
    AttributeValuesAnswer answer = engine.values(TENANT, asked);
    assertThat(answer.coverage().complete()).isTrue();
    var all = new ArrayList<Object>();
    answer
        .values()
        .forEach(each ->
            all.add(each.value() + (search.isCounted() ? " " + each.spans().orElseThrow() : "")));
    all.add(answer.isTruncated());
    return all;
  }
}
