package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Encoding;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What [SpanStore] promises, sentence by sentence. Every store has a subclass that opens it.
public abstract class SpanStoreContract {
  protected static final TenantId ALICE = new TenantId("alice");
  protected static final TenantId BOB = new TenantId("bob");

  protected SpanStore store;

  /// Opens a store that has nothing.
  protected abstract SpanStore open() throws IOException;

  /// Closes the store and opens another on what it has left.
  protected abstract SpanStore reopen(SpanStore open) throws IOException;

  /// Lets the store move spans to where they rest.
  protected void settle(SpanStore open) throws IOException {}

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private static List<Span> trace(long seed, int count) {
    return new TraceGen(new Gen(seed)).trace(count);
  }

  private void append(TenantId tenant, List<Span> spans) {
    assertThat(store.append(tenant, Requests.of(spans)))
        .isEqualTo(new AppendResult.Stored(spans.size()));
  }

  private List<ResourceSpans> fetch(TenantId tenant, TraceId trace) throws IOException {
    return Requests.alone(store.fetch(tenant, trace));
  }

  private static List<ResourceSpans> sent(List<Span> spans) {
    return Requests.alone(OtlpProto.request(spans));
  }

  private List<String> rows(TenantId tenant) {
    try (StoreView view = store.view(tenant, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  private static List<String> rowsOf(List<Span> spans) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 10)).stream().sorted().toList();
  }

  @Test
  void append_spans_areStored() {
    append(ALICE, trace(1, 5));
  }

  @Test
  void append_noSpans_storesNone() {
    AppendResult result =
        store.append(
            ALICE, Requests.of(ExportTraceServiceRequest.getDefaultInstance(), Encoding.IDENTITY));

    assertThat(result).isEqualTo(new AppendResult.Stored(0));
  }

  @Test
  void stored_storeClosedAndOpenedAgain_isFetched() throws IOException {
    List<Span> spans = trace(1, 20);
    append(ALICE, spans);

    store = reopen(store);

    assertThat(fetch(ALICE, spans.getFirst().traceId()))
        .containsExactlyInAnyOrderElementsOf(sent(spans));
  }

  @Test
  void stored_storeClosedAndOpenedAgain_isInView() throws IOException {
    List<Span> spans = trace(1, 20);
    append(ALICE, spans.subList(0, 10));
    settle(store);
    append(ALICE, spans.subList(10, 20));

    store = reopen(store);

    assertThat(rows(ALICE)).isEqualTo(rowsOf(spans));
  }

  @Test
  void stored_openedAgainAndAgain_isThereOnce() throws IOException {
    List<Span> spans = trace(2, 20);
    for (Span span : spans) {
      append(ALICE, List.of(span));
      store = reopen(store);
    }

    assertThat(rows(ALICE)).isEqualTo(rowsOf(spans));
  }

  @Test
  void fetch_storedSpans_areAllThere() throws IOException {
    List<Span> spans = trace(3, 20);
    for (Span span : spans) {
      append(ALICE, List.of(span));

      assertThat(fetch(ALICE, span.traceId())).containsAll(sent(List.of(span)));
    }
  }

  @Test
  void view_storedSpans_areAllThere() {
    List<Span> spans = trace(4, 20);
    for (int at = 0; at < spans.size(); at++) {
      append(ALICE, List.of(spans.get(at)));

      assertThat(rows(ALICE)).isEqualTo(rowsOf(spans.subList(0, at + 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8, 9, 10, 11, 12})
  void fetch_anyTrace_carriesAllThatWasSent(long seed) throws IOException {
    List<Span> spans = trace(seed, 50);
    append(ALICE, spans);
    settle(store);

    assertThat(fetch(ALICE, spans.getFirst().traceId()))
        .containsExactlyInAnyOrderElementsOf(sent(spans));
  }

  @ParameterizedTest
  @EnumSource
  void fetch_compressedRequest_carriesAllThatWasSent(Encoding encoding) throws IOException {
    List<Span> spans = trace(13, 10);
    store.append(ALICE, Requests.of(OtlpProto.request(spans), encoding));
    store = reopen(store);

    assertThat(fetch(ALICE, spans.getFirst().traceId()))
        .containsExactlyInAnyOrderElementsOf(sent(spans));
  }

  @Test
  void fetch_unknownFields_comeBack() throws IOException {
    ExportTraceServiceRequest request = withUnknownFields(new Gen(14).span());
    store.append(ALICE, Requests.of(request, Encoding.IDENTITY));
    settle(store);

    assertThat(fetch(ALICE, traceId(request))).isEqualTo(Requests.alone(request));
  }

  private static ExportTraceServiceRequest withUnknownFields(Span span) {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                900,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("of the future"))
                    .build())
            .build();
    var request = OtlpProto.request(List.of(span)).toBuilder();
    var ofResource = request.getResourceSpansBuilder(0).setUnknownFields(unknown);
    ofResource.getResourceBuilder().setUnknownFields(unknown);
    var ofScope = ofResource.getScopeSpansBuilder(0).setUnknownFields(unknown);
    ofScope.getScopeBuilder().setUnknownFields(unknown);
    ofScope.getSpansBuilder(0).setUnknownFields(unknown);
    return request.build();
  }

  private static TraceId traceId(ExportTraceServiceRequest request) {
    return OtlpProto.spans(request).getFirst().traceId();
  }

  @Test
  void fetch_traceThatIsNotHere_isEmpty() throws IOException {
    append(ALICE, trace(15, 3));

    assertThat(store.fetch(ALICE, new TraceId(1, 2)).size()).isZero();
  }

  @Test
  void fetch_spanSentAgain_isTheLast() throws IOException {
    Span first = new Gen(16).span();
    Span later = TraceGen.at(first, first.startNanos() - 1000, first.startNanos());
    append(ALICE, List.of(first));
    append(ALICE, List.of(later));

    assertThat(fetch(ALICE, first.traceId())).isEqualTo(sent(List.of(later)));

    settle(store);

    assertThat(fetch(ALICE, first.traceId())).isEqualTo(sent(List.of(later)));
  }

  @Test
  void fetch_spanSentAgainAfterItRests_isTheLast() throws IOException {
    Span first = new Gen(17).span();
    Span later = TraceGen.at(first, first.startNanos() - 1000, first.startNanos());
    append(ALICE, List.of(first));
    settle(store);
    append(ALICE, List.of(later));
    settle(store);

    assertThat(fetch(ALICE, first.traceId())).isEqualTo(sent(List.of(later)));
    store = reopen(store);
    assertThat(fetch(ALICE, first.traceId())).isEqualTo(sent(List.of(later)));
  }

  @Test
  void fetch_sameIdsOfOtherKind_areTwoSpans() throws IOException {
    ExportTraceServiceRequest client = ofKind(new Gen(18).span(), SpanKind.CLIENT);
    ExportTraceServiceRequest server = ofKind(new Gen(18).span(), SpanKind.SERVER);
    store.append(ALICE, Requests.of(client, Encoding.IDENTITY));
    store.append(ALICE, Requests.of(server, Encoding.IDENTITY));
    settle(store);

    assertThat(fetch(ALICE, traceId(client)))
        .containsExactlyInAnyOrder(
            Requests.alone(client).getFirst(), Requests.alone(server).getFirst());
  }

  private static ExportTraceServiceRequest ofKind(Span span, SpanKind kind) {
    var request = OtlpProto.request(List.of(span)).toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .setKindValue(kind.ordinal());
    return request.build();
  }

  @Test
  void fetch_traceOfOtherTenant_isEmpty() throws IOException {
    List<Span> spans = trace(19, 3);
    append(ALICE, spans);
    settle(store);

    assertThat(store.fetch(BOB, spans.getFirst().traceId()).size()).isZero();
  }

  @Test
  void view_ofOtherTenant_showsNothing() throws IOException {
    append(ALICE, trace(20, 3));
    settle(store);

    assertThat(rows(BOB)).isEmpty();
  }

  @Test
  void fetch_sameTraceOfTwoTenants_givesEachItsOwn() throws IOException {
    Span mine = new Gen(21).span();
    Span theirs = TraceGen.at(mine, mine.startNanos() + 1, mine.endNanos() + 1);
    append(ALICE, List.of(mine));
    append(BOB, List.of(theirs));

    store = reopen(store);

    assertThat(fetch(ALICE, mine.traceId())).isEqualTo(sent(List.of(mine)));
    assertThat(fetch(BOB, mine.traceId())).isEqualTo(sent(List.of(theirs)));
  }

  @Test
  void view_storeGoesOn_staysAsItWas() throws IOException {
    List<Span> before = trace(22, 15);
    append(ALICE, before);
    try (StoreView view = store.view(ALICE, TimeRange.ALL)) {
      append(ALICE, trace(23, 15));
      settle(store);
      append(ALICE, trace(24, 15));

      assertThat(StoredRows.of(view)).isEqualTo(rowsOf(before));
    }
  }

  @Test
  void view_ofTimeRange_hasAllSpansThatStartInIt() throws IOException {
    Span early = startingAt(1_000_000);
    Span late = startingAt(9_000_000);
    append(ALICE, List.of(early));
    settle(store);
    append(ALICE, List.of(late));
    settle(store);

    try (StoreView view = store.view(ALICE, new TimeRange(9_000_000, 9_000_001))) {
      assertThat(StoredRows.of(view)).containsAll(rowsOf(List.of(late)));
    }
    try (StoreView view = store.view(ALICE, new TimeRange(2_000_000, 9_000_000))) {
      assertThat(view.blocks()).allMatch(each -> each.minStartNanos() < 9_000_000);
    }
  }

  private static Span startingAt(long nanos) {
    return TraceGen.at(new Gen(nanos).span(), nanos, nanos + 1000);
  }

  @Test
  void view_severalBlocks_areNewestFirst() throws IOException {
    for (long start : new long[] {5000, 9000, 1000, 7000}) {
      append(ALICE, List.of(startingAt(start)));
      settle(store);
    }

    try (StoreView view = store.view(ALICE, TimeRange.ALL)) {
      assertThat(view.blocks().stream().map(Block::maxStartNanos))
          .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }
  }

  @Test
  void view_blocks_haveDifferentNames() throws IOException {
    for (long seed = 30; seed < 35; seed++) {
      append(ALICE, trace(seed, 9));
      settle(store);
    }
    append(ALICE, trace(35, 9));

    try (StoreView view = store.view(ALICE, TimeRange.ALL)) {
      assertThat(view.blocks().stream().map(Block::name)).doesNotHaveDuplicates();
    }
  }

  @Test
  void view_nothingBroken_missesNothing() {
    append(ALICE, trace(36, 9));

    try (StoreView view = store.view(ALICE, TimeRange.ALL)) {
      assertThat(view.missing()).isEmpty();
    }
  }

  @Test
  void view_closedTwice_isFine() {
    append(ALICE, trace(37, 9));
    StoreView view = store.view(ALICE, TimeRange.ALL);

    view.close();
    view.close();

    assertThat(rows(ALICE)).hasSize(9);
  }

  @Test
  void view_attributeSentTwice_showsTheLast() throws IOException {
    var request = OtlpProto.request(List.of(new Gen(38).span())).toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .clearAttributes()
        .addAttributes(attribute("first"))
        .addAttributes(attribute("last"));
    store.append(ALICE, Requests.of(request.build(), Encoding.IDENTITY));
    settle(store);

    assertThat(rows(ALICE).toString()).contains("[last]").doesNotContain("first");
    assertThat(fetch(ALICE, traceId(request.build()))).isEqualTo(Requests.alone(request.build()));
  }

  private static KeyValue attribute(String value) {
    return KeyValue.newBuilder()
        .setKey("key")
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  @Test
  void status_storedSpans_areCounted() throws IOException {
    append(ALICE, trace(39, 9));
    settle(store);
    append(BOB, trace(40, 4));

    assertThat(store.status().storedSpans()).isEqualTo(13);
    assertThat(store.status().problem()).isEmpty();
    assertThat(store.status().missing()).isEmpty();
  }

  private static TraceId idOf(List<Span> trace) {
    return trace.getFirst().traceId();
  }

  private Deletion delete(List<Span> trace) throws IOException {
    return store.delete(ALICE, Set.of(idOf(trace)));
  }

  @Test
  void delete_trace_isHiddenAtOnceAndForEver() throws IOException {
    List<Span> deleted = trace(50, 20);
    List<Span> kept = trace(51, 20);
    append(ALICE, deleted.subList(0, 10));
    settle(store);
    append(ALICE, kept);
    append(ALICE, deleted.subList(10, 20));

    delete(deleted);

    onlyShows(kept, deleted);
    store = reopen(store);
    onlyShows(kept, deleted);
    settle(store);
    onlyShows(kept, deleted);
    store = reopen(store);
    onlyShows(kept, deleted);
  }

  private void onlyShows(List<Span> kept, List<Span> deleted) throws IOException {
    assertThat(rows(ALICE)).isEqualTo(rowsOf(kept));
    assertThat(store.fetch(ALICE, idOf(deleted)).size()).isZero();
    assertThat(fetch(ALICE, idOf(kept))).containsExactlyInAnyOrderElementsOf(sent(kept));
    assertThat(store.status().storedSpans()).isEqualTo(kept.size());
  }

  @Test
  void pin_unknownTrace_isNotStored() throws IOException {
    append(ALICE, trace(60, 3));

    assertThat(store.pin(ALICE, idOf(trace(61, 3)))).isEqualTo(PinResult.NOT_STORED);
    assertThat(store.pin(BOB, idOf(trace(60, 3)))).isEqualTo(PinResult.NOT_STORED);
    assertThat(store.pinned(ALICE)).isEmpty();
    assertThat(store.unpin(ALICE, idOf(trace(60, 3)))).isFalse();
  }

  @Test
  void pin_trace_isFetchedAndCountedOnce() throws IOException {
    List<Span> trace = trace(62, 20);
    append(ALICE, trace.subList(0, 10));
    settle(store);
    append(ALICE, trace.subList(10, 20));

    assertThat(store.pin(ALICE, idOf(trace))).isEqualTo(PinResult.PINNED);

    assertThat(store.pinned(ALICE)).containsExactly(idOf(trace));
    assertThat(store.pinned(BOB)).isEmpty();
    assertThat(fetch(ALICE, idOf(trace))).containsExactlyInAnyOrderElementsOf(sent(trace));
    assertThat(rows(ALICE)).isEqualTo(rowsOf(trace));
    assertThat(store.status().storedSpans()).isEqualTo(20);
    assertThat(store.deletionSize(ALICE, Set.of(idOf(trace))).spans()).isEqualTo(20);
  }

  @Test
  void unpin_pinnedTrace_isPinnedNoMore() throws IOException {
    List<Span> trace = trace(63, 3);
    append(ALICE, trace);
    store.pin(ALICE, idOf(trace));

    assertThat(store.unpin(ALICE, idOf(trace))).isTrue();
    assertThat(store.unpin(ALICE, idOf(trace))).isFalse();
    assertThat(store.pinned(ALICE)).isEmpty();
    assertThat(fetch(ALICE, idOf(trace))).containsExactlyInAnyOrderElementsOf(sent(trace));
  }

  @Test
  void delete_pinnedTrace_unpinsIt() throws IOException {
    List<Span> trace = trace(64, 3);
    append(ALICE, trace);
    store.pin(ALICE, idOf(trace));

    delete(trace);

    assertThat(store.fetch(ALICE, idOf(trace)).size()).isZero();
    assertThat(store.pinned(ALICE)).isEmpty();
    assertThat(store.pin(ALICE, idOf(trace))).isEqualTo(PinResult.NOT_STORED);
    store = reopen(store);
    assertThat(store.fetch(ALICE, idOf(trace)).size()).isZero();
    assertThat(store.pinned(ALICE)).isEmpty();
  }

  @Test
  void delete_onlyTrace_leavesNothing() throws IOException {
    List<Span> deleted = trace(52, 5);
    append(ALICE, deleted);
    settle(store);
    append(ALICE, deleted);

    delete(deleted);
    settle(store);

    assertThat(rows(ALICE)).isEmpty();
    store = reopen(store);
    assertThat(rows(ALICE)).isEmpty();
    assertThat(store.status().storedSpans()).isZero();
  }

  @Test
  void delete_spansThatComeLater_areNewAndShow() throws IOException {
    List<Span> trace = trace(53, 20);
    append(ALICE, trace.subList(0, 10));
    delete(trace);
    List<Span> later = trace.subList(10, 20);
    append(ALICE, later);

    assertThat(rows(ALICE)).isEqualTo(rowsOf(later));
    store = reopen(store);
    assertThat(rows(ALICE)).isEqualTo(rowsOf(later));
    settle(store);
    assertThat(fetch(ALICE, idOf(trace))).containsExactlyInAnyOrderElementsOf(sent(later));
    store = reopen(store);
    assertThat(rows(ALICE)).isEqualTo(rowsOf(later));
  }

  @Test
  void delete_traceOfOtherTenant_leavesIt() throws IOException {
    List<Span> trace = trace(54, 5);
    append(ALICE, trace);
    append(BOB, trace);

    delete(trace);
    settle(store);

    assertThat(rows(ALICE)).isEmpty();
    assertThat(rows(BOB)).isEqualTo(rowsOf(trace));
    assertThat(store.deletions(BOB)).isEmpty();
  }

  @Test
  void delete_traces_saysHowMuchThereWas() throws IOException {
    List<Span> one = trace(55, 5);
    List<Span> other = trace(56, 7);
    append(ALICE, one);
    settle(store);
    append(ALICE, other);
    var traces = Set.of(idOf(one), idOf(other), new TraceId(1, 2));

    Deletion.Size size = store.deletionSize(ALICE, traces);
    assertThat(size.traces()).isEqualTo(2);
    assertThat(size.spans()).isEqualTo(12);
    assertThat(store.delete(ALICE, traces).found().spans()).isEqualTo(12);
    assertThat(store.deletionSize(ALICE, traces)).isEqualTo(new Deletion.Size(0, 0, 0, 0));
  }

  @Test
  void deletionSize_ofTrace_deletesNothing() throws IOException {
    List<Span> trace = trace(57, 5);
    append(ALICE, trace);

    store.deletionSize(ALICE, Set.of(idOf(trace)));

    assertThat(rows(ALICE)).isEqualTo(rowsOf(trace));
    assertThat(store.deletions(ALICE)).isEmpty();
  }

  @Test
  void deletions_afterDelete_nameIt() throws IOException {
    List<Span> trace = trace(58, 5);
    append(ALICE, trace);

    Deletion deletion = delete(trace);

    assertThat(store.deletions(ALICE)).extracting(Deletion::id).containsExactly(deletion.id());
    assertThat(deletion.found().spans()).isEqualTo(5);
  }

  private static final Duration STEP = Duration.ofSeconds(10);

  private List<String> spanCounts(TenantId tenant) throws IOException {
    return NaiveCounts.told(store.countSpans(tenant, TimeRange.ALL, STEP));
  }

  private List<String> callCounts(TenantId tenant) throws IOException {
    return NaiveCounts.told(store.countCalls(tenant, TimeRange.ALL, STEP));
  }

  private static List<String> spanCountsOf(List<Span> spans) {
    return NaiveCounts.told(reference(spans).countSpans(ALICE, TimeRange.ALL, STEP));
  }

  private static List<String> callCountsOf(List<Span> spans) {
    return NaiveCounts.told(reference(spans).countCalls(ALICE, TimeRange.ALL, STEP));
  }

  private static InMemorySpanStore reference(List<Span> spans) {
    var reference = new InMemorySpanStore();
    reference.add(ALICE, spans);
    return reference;
  }

  private static List<Span> calling(long seed, int count) {
    var gen = new Gen(seed);
    return new CallingSpans(gen).of(new TraceGen(gen).trace(count));
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 51, 52, 53})
  void count_spansThatComeOneByOne_areThoseOfTheWholeTrace(long seed) throws IOException {
    List<Span> spans = calling(seed, 15);
    for (Span span : spans) {
      append(ALICE, List.of(span));
      if (span.startNanos() % 2 == 0) {
        settle(store);
      }
    }

    assertThat(spanCounts(ALICE)).isEqualTo(spanCountsOf(spans));
    assertThat(callCounts(ALICE)).isEqualTo(callCountsOf(spans)).isNotEmpty();
    store = reopen(store);
    assertThat(spanCounts(ALICE)).isEqualTo(spanCountsOf(spans));
    assertThat(callCounts(ALICE)).isEqualTo(callCountsOf(spans));
  }

  @Test
  void count_spanSentAgain_isTheLast() throws IOException {
    Span first = new Gen(54).span();
    Span later = TraceGen.at(first, first.startNanos() - 20_000_000_000L, first.startNanos());
    append(ALICE, List.of(first));
    settle(store);
    append(ALICE, List.of(later));

    assertThat(spanCounts(ALICE)).isEqualTo(spanCountsOf(List.of(later)));
  }

  @Test
  void count_ofOtherTenant_isEmpty() throws IOException {
    append(ALICE, calling(55, 20));

    assertThat(spanCounts(BOB)).isEmpty();
    assertThat(callCounts(BOB)).isEmpty();
  }

  @Test
  void count_timeRange_hasTheWholeStepsThatOverlapIt() throws IOException {
    List<Span> spans = List.of(startingAt(9_999_999_999L), startingAt(40_000_000_000L));
    append(ALICE, spans);
    settle(store);

    var range = new TimeRange(41_000_000_000L, 42_000_000_000L);
    assertThat(NaiveCounts.told(store.countSpans(ALICE, range, STEP)))
        .isEqualTo(spanCountsOf(spans.subList(1, 2)));
    Counts<SpanSeries> minutes = store.countSpans(ALICE, TimeRange.ALL, Duration.ofMinutes(1));
    assertThat(minutes.cells()).allMatch(cell -> cell.stepStartNanos().equals(Optional.of(0L)));
  }

  @Test
  void count_latencies_areThoseOfTheSpans() throws IOException {
    Span span = startingAt(1_000_000);
    append(ALICE, List.of(span));
    settle(store);

    Latencies latencies =
        store.countSpans(ALICE, TimeRange.ALL, STEP).cells().getFirst().latencies();
    assertThat(latencies.count()).isOne();
    assertThat(latencies.quantile(0.5)).isBetween(985L, 1015L);
    assertThat(latencies.countUpTo(500)).isZero();
  }

  @Test
  void append_manyThreads_storesAll() throws Exception {
    List<List<Span>> traces = new ArrayList<>();
    for (long seed = 100; seed < 140; seed++) {
      traces.add(trace(seed, 12));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<AppendResult>> appends = new ArrayList<>();
      traces.forEach(each -> appends.add(() -> store.append(ALICE, Requests.of(each))));
      for (Future<AppendResult> each : threads.invokeAll(appends)) {
        assertThat(each.get()).isEqualTo(new AppendResult.Stored(12));
      }
    }

    assertThat(rows(ALICE)).isEqualTo(rowsOf(traces.stream().flatMap(List::stream).toList()));
    for (List<Span> each : traces) {
      assertThat(fetch(ALICE, each.getFirst().traceId()))
          .containsExactlyInAnyOrderElementsOf(sent(each));
    }
  }

  @Test
  void close_twice_isFine() throws IOException {
    append(ALICE, trace(41, 3));

    store.close();
    store.close();

    store = reopen(store);
    assertThat(rows(ALICE)).hasSize(3);
  }
}
