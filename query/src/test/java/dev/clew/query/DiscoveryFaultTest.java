package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.model.ValueType;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.ColumnKey;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What spans have, when some were deleted, cannot be read, or have more keys than there are
/// columns, and when nobody waits for it any more.
@Timeout(30)
class DiscoveryFaultTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final AttributeSearch ALL = AttributeSearch.everything(1000);
  private static final Reference A = Fields.of(FieldExpr.Scope.SPAN, "a");

  @TempDir Path folder;

  private static QueryEngine engine(SpanStore store) {
    return new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
  }

  private static Span with(long trace, Attribute... attributes) {
    return span(trace, 1).with(attributes).make();
  }

  /// Three rows a block, one a page; the trace's number is the value.
  private static InMemorySpanStore nine() {
    var store = new InMemorySpanStore(3, 1);
    for (int trace = 1; trace <= 9; trace++) {
      store.add(TENANT, List.of(with(trace, Attribute.of("a", trace))));
    }
    return store;
  }

  private EmbeddedStore embedded(int maxColumns, List<Span> spans) throws IOException {
    StoreSettings settings = StoreSettings.of(folder).withMaxColumns(maxColumns);
    EmbeddedStore store =
        EmbeddedStore.open(
            settings,
            new UnsyncedDisk(),
            StoreClock.of(InstantSource.system()),
            StoreListener.NONE);
    store.append(TENANT, Requests.of(spans));
    return store;
  }

  private static List<String> values(AttributeValuesAnswer answer) {
    return answer.values().stream()
        .map(each -> shown(each.value()) + counted(each.spans()))
        .toList();
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Int(var number) -> Long.toString(number);
      default -> throw new AssertionError(value);
    };
  }

  private static String counted(OptionalLong spans) {
    return spans.isPresent() ? ": " + spans.getAsLong() : "";
  }

  private static List<String> keys(SpanStore store, AttributeSearch search) throws QueryException {
    var asked = new AttributeKeys(Optional.of(AttributeKeys.Scope.SPAN), search);
    AttributeKeysAnswer answer = engine(store).attributes(TENANT, asked);
    assertThat(answer.coverage().complete()).isTrue();
    return answer.keys().stream().map(each -> each.name() + counted(each.spans())).toList();
  }

  private static AttributeValuesAnswer values(
      SpanStore store, Reference reference, AttributeSearch search) throws QueryException {
    return engine(store).values(TENANT, new AttributeValues(reference, search));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void attributes_traceDeleted_areThoseOfOthers(boolean isSealed) throws Exception {
    var spans =
        List.of(
            with(1, Attribute.of("a", "gone"), Attribute.of("b", "gone")),
            with(2, Attribute.of("a", "kept")),
            with(3, Attribute.of("a", "kept")));
    try (EmbeddedStore store = embedded(100, spans)) {
      if (isSealed) {
        store.seal();
      }
      store.delete(TENANT, Set.of(spans.getFirst().traceId()));

      assertThat(keys(store, ALL.counted())).containsExactly("a: 2");
      assertThat(keys(store, ALL)).containsExactly("a");
      assertThat(values(values(store, A, ALL.counted()))).containsExactly("kept: 2");
      assertThat(values(values(store, A, ALL))).containsExactly("kept");
      assertThat(values(values(store, Fields.of(FieldExpr.Scope.ANY, "b"), ALL))).isEmpty();
    }
  }

  @Test
  void values_pageIsDamaged_areThoseOfTheRestAndSaySo() throws Exception {
    var broken = new ColumnKey.SpanAttribute("a", ValueType.INT);
    var damaged =
        new WatchedStore(
            nine(),
            List.of(),
            (block, key, page) -> {
              if (block.name().equals("block-3-3") && key.equals(broken) && page == 1) {
                throw new CorruptBlockException(block.name(), 7, "no good");
              }
            });

    AttributeValuesAnswer answer = values(damaged, A, ALL.counted());

    assertThat(values(answer))
        .containsExactly("1: 1", "2: 1", "3: 1", "4: 1", "6: 1", "7: 1", "8: 1", "9: 1");
    assertThat(answer.coverage().complete()).isFalse();
    assertThat(answer.coverage().reasons())
        .containsExactly("corrupt block block-3-3 at byte 7: no good");
  }

  @Test
  void attributes_blockIsMissing_sayItIs() throws Exception {
    var partial = new WatchedStore(nine(), List.of("block 7 cannot be opened"), (_, _, _) -> {});
    var asked = new AttributeKeys(Optional.of(AttributeKeys.Scope.SPAN), ALL);

    AttributeKeysAnswer answer = engine(partial).attributes(TENANT, asked);

    assertThat(answer.keys()).hasSize(1);
    assertThat(answer.coverage().reasons()).containsExactly("block 7 cannot be opened");
  }

  @Test
  void values_interrupted_endAsCancelledWithTheirViewClosed() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var slow =
        new WatchedStore(
            nine(),
            List.of(),
            (_, _, _) -> {
              begun.countDown();
              await(go);
            });
    var asking = new FutureTask<>(() -> assertCancelled(slow), true);
    Thread thread = Thread.ofVirtual().start(asking);
    begun.await();

    thread.interrupt();
    go.countDown();

    assertThat(asking.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(slow.openViews()).isZero();
  }

  private static void assertCancelled(SpanStore slow) {
    assertThatThrownBy(() -> values(slow, A, ALL.counted()))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELLED));
  }

  private static void await(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("parts of a query are not interrupted", e);
    }
  }

  /// Of two rows a key: one has the key's number, one has `x` and the number.
  private static List<Span> ofManyKeys(int keys) {
    var spans = new ArrayList<Span>();
    for (int key = 0; key < keys; key++) {
      String name = "key-%02d".formatted(key);
      spans.add(with(2 * key + 1, Attribute.of(name, key), Attribute.of("a", 1)));
      spans.add(with(2 * key + 2, Attribute.of(name, "x" + key)));
    }
    return spans;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void attributes_moreKeysThanColumns_areAllTold(boolean isSealed) throws Exception {
    try (EmbeddedStore store = embedded(4, ofManyKeys(20))) {
      if (isSealed) {
        store.seal();
      }

      assertThat(keys(store, ALL.startingWith("key-1").counted()))
          .hasSize(20)
          .startsWith("key-10: 1", "key-10: 1", "key-11: 1")
          .endsWith("key-19: 1");
      for (int key = 0; key < 20; key++) {
        Reference reference = Fields.of(FieldExpr.Scope.SPAN, "key-%02d".formatted(key));
        assertThat(values(values(store, reference, ALL.counted())))
            .containsExactlyInAnyOrder("x" + key + ": 1", key + ": 1");
        assertThat(values(values(store, reference, ALL.startingWith("x"))))
            .containsExactly("x" + key);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void values_fromAPrefixWithAFilter_areThoseOfItsSpans(boolean isSealed) throws Exception {
    var spans =
        List.of(
            span(1, 1).of(SpanKind.SERVER).with(Attribute.of("a", "/cart/1")).make(),
            span(2, 1).of(SpanKind.SERVER).with(Attribute.of("a", "/cart/2")).make(),
            span(3, 1).of(SpanKind.SERVER).with(Attribute.of("a", "/cart/2")).make(),
            span(4, 1).of(SpanKind.SERVER).with(Attribute.of("a", "/order")).make(),
            span(5, 1).of(SpanKind.CLIENT).with(Attribute.of("a", "/cart/3")).make());
    AttributeSearch search = ALL.startingWith("/cart").filtered(pipeline("{ kind = server }"));
    try (EmbeddedStore store = embedded(100, spans)) {
      if (isSealed) {
        store.seal();
      }

      assertThat(values(values(store, A, search))).containsExactly("/cart/1", "/cart/2");
      assertThat(values(values(store, A, search.counted())))
          .containsExactly("/cart/1: 1", "/cart/2: 2");
    }
  }

  private static Pipeline pipeline(String text) {
    if (TraceQl.parse(text) instanceof Parsed.Valid(var query)
        && query.root() instanceof Query.Root.Search(var pipeline)) {
      return pipeline;
    }
    throw new AssertionError(text);
  }
}
