package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.model.ValueType;
import dev.clew.store.ColumnKey.SpanAttribute;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More than a store expects: a trace that does not end, attributes of which no two are alike.
class EmbeddedStoreHugeTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final TraceId HUGE = new TraceId(1, 1);
  private static final int BATCH = 500;
  private static final int HUGE_SPANS = Effort.of(20_000, 1_000_000);
  private static final int UNIQUE_SPANS = Effort.of(10_000, 1_000_000);
  private static final int KEYS = Effort.of(10_000, 1_000_000);

  /// What an answer of counts may have, all levels of detail taken together.
  private static final int MOST_CELLS = 3 << 17;

  private static final long HEAD_BYTES = 16L << 20;

  @TempDir Path folder;

  private final Gen gen = new Gen(28);
  private EmbeddedStore store;
  private long mostHeadBytes;

  @BeforeEach
  void open() throws IOException {
    StoreSettings settings =
        EmbeddedStoreTest.settings(folder).withHeads(HEAD_BYTES, 1 << 13, Duration.ofMillis(50));
    store = EmbeddedStore.open(settings, InstantSource.system(), StoreListener.NONE);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private Span span(TraceId trace, int number, List<Attribute> attributes) {
    long start = Gen.EPOCH_NANOS + number * 1000L;
    return new Span(
        trace,
        new SpanId(number + 1L),
        number == 0 ? null : new SpanId(number / 2 + 1L),
        "",
        0,
        "step " + number % 7,
        SpanKind.INTERNAL,
        start,
        start + 500,
        StatusCode.UNSET,
        "",
        attributes,
        List.of(),
        List.of(),
        0,
        0,
        0,
        new Resource(List.of(Attribute.of("service.name", "huge")), 0, ""),
        Scope.EMPTY);
  }

  /// Sends each batch as often as it is put off, as clients do.
  private void append(int count, IntFunction<Span> spans) {
    for (int from = 0; from < count; from += BATCH) {
      var request = Requests.of(IntStream.range(from, from + BATCH).mapToObj(spans).toList());
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> store.append(TENANT, request) instanceof AppendResult.Stored);
      mostHeadBytes = Math.max(mostHeadBytes, store.status().headBytes());
    }
  }

  private List<Attribute> uniqueAttributes() {
    return List.of(
        Attribute.of("id", uuid()), Attribute.of(uuid(), uuid()), Attribute.of(uuid(), "same"));
  }

  private String uuid() {
    return new UUID(gen.random().nextLong(), gen.random().nextLong()).toString();
  }

  @Test
  void trace_ofVeryManySpans_comesBackWholeAndOthersAreUnaffected() throws IOException {
    List<Span> small = List.of(gen.span());
    append(HUGE_SPANS, number -> span(HUGE, number, List.of(Attribute.of("n", number + ""))));
    store.append(TENANT, Requests.of(small));

    assertThat(mostHeadBytes).isLessThan(2 * HEAD_BYTES);
    assertThat(Requests.alone(store.fetch(TENANT, small.getFirst().traceId())))
        .isEqualTo(Requests.alone(OtlpProto.request(small)));
    SpanBatch huge = store.fetch(TENANT, HUGE);
    assertThat(huge.size()).isEqualTo(HUGE_SPANS);
    assertThat(IntStream.range(0, HUGE_SPANS).mapToLong(huge.spans()::spanId).sum())
        .isEqualTo(HUGE_SPANS * (HUGE_SPANS + 1L) / 2);
  }

  @Test
  void fetch_inParts_boundsEachAndGivesEverySpanOnce() throws IOException {
    String text = "x".repeat(300);
    append(HUGE_SPANS, number -> span(HUGE, number, List.of(Attribute.of("n", number + text))));
    append(BATCH, number -> span(HUGE, number, List.of(Attribute.of("sent", "again"))));
    var ids = new ArrayList<Long>();

    store.fetch(
        TENANT,
        HUGE,
        part -> {
          assertThat(part.bytes().length).isLessThan(2 << 20);
          IntStream.range(0, part.size()).mapToObj(part.spans()::spanId).forEach(ids::add);
        });

    assertThat(ids)
        .hasSize(HUGE_SPANS)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, HUGE_SPANS).boxed().toList());
  }

  @Test
  void counts_ofVeryManyNames_haveABoundAndLoseNoSpan() throws IOException {
    append(KEYS, this::spanOfItsOwnName);
    store.seal();
    append(KEYS, number -> spanOfItsOwnName(KEYS + number));

    List<Counts.Cell<SpanSeries>> cells =
        store.countSpans(TENANT, TimeRange.ALL, Duration.ofSeconds(10)).cells();

    assertThat(cells.size()).isLessThan(MOST_CELLS);
    assertThat(cells.stream().mapToLong(Counts.Cell::count).sum()).isEqualTo(2L * KEYS);
    assertThat(cells.stream().anyMatch(each -> each.series().name().isEmpty()))
        .isEqualTo(2 * KEYS > MOST_CELLS);
    assertThat(mostHeadBytes).isLessThan(2 * HEAD_BYTES);
  }

  private Span spanOfItsOwnName(int number) {
    Span one = span(new TraceId(4, number + 1L), number, List.of());
    var request = OtlpProto.request(List.of(one)).toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .setName("name " + number);
    return OtlpProto.spans(request.build()).getFirst();
  }

  @Test
  void attributes_allDifferent_areStoredWithinTheHeadsBudget() throws IOException {
    List<Span> spans =
        IntStream.range(0, UNIQUE_SPANS)
            .mapToObj(number -> span(new TraceId(2, number + 1L), number, uniqueAttributes()))
            .toList();

    append(UNIQUE_SPANS, spans::get);
    assertReadBack(spans);
    assertThat(mostHeadBytes).isLessThan(2 * HEAD_BYTES);

    store.seal();
    close();
    open();
    assertThat(store.status().missing()).isEmpty();
    assertReadBack(spans);
  }

  @Test
  void attributes_ofVeryManyKeys_areFoundInHeadsInBlocksAndCompacted() throws IOException {
    IntFunction<Span> spans =
        number ->
            span(new TraceId(3, number + 1L), number, List.of(Attribute.of("k" + number, "v")));
    append(KEYS, spans);
    assertFound();

    store.seal();
    store.compact();
    assertFound();

    close();
    open();
    assertFound();
  }

  private void assertFound() throws IOException {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      var found = new HashSet<ColumnKey>();
      for (Block block : view.blocks()) {
        found.addAll(block.columns());
      }
      for (int key = 0; key < KEYS; key += KEYS / 100) {
        assertThat(rowsWith(view, "k" + key)).isOne();
      }
      assertThat(found.stream().filter(each -> each instanceof SpanAttribute)).hasSize(KEYS);
    }
  }

  private static int rowsWith(StoreView view, String key) throws IOException {
    int rows = 0;
    var page = new ColumnPage();
    for (Block block : view.blocks()) {
      Optional<Column> column = block.column(new SpanAttribute(key, ValueType.STRING));
      for (int number = 0; column.isPresent() && number < block.pageCount(); number++) {
        column.get().read(number, page);
        rows += page.size();
      }
    }
    return rows;
  }

  /// Some spans by their trace, all of them by their number.
  private void assertReadBack(List<Span> spans) throws IOException {
    for (int at = 0; at < spans.size(); at += spans.size() / 40) {
      List<Span> one = List.of(spans.get(at));
      assertThat(Requests.alone(store.fetch(TENANT, one.getFirst().traceId())))
          .isEqualTo(Requests.alone(OtlpProto.request(one)));
    }
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(view.blocks().stream().mapToInt(Block::rowCount).sum()).isEqualTo(spans.size());
      assertThat(view.missing()).isEmpty();
    }
  }
}
