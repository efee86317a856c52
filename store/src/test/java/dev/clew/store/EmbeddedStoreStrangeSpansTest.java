package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.testkit.TraceGen.Fault;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Spans as clients with wrong clocks, retries and long delays send them, wherever they come to
/// rest.
class EmbeddedStoreStrangeSpansTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long DAY = Duration.ofDays(1).toNanos();

  /// Where spans are when they are asked for.
  enum Rest {
    HEAD,
    BLOCKS,
    /// The first request in a block, the others in the head.
    BETWEEN,
    /// Read from the log again after every request.
    RESTARTED
  }

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private EmbeddedStore store;

  @BeforeEach
  void open() throws IOException {
    store =
        EmbeddedStore.open(
            SETTINGS, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @SafeVarargs
  private void append(Rest rest, List<Span>... requests) throws IOException {
    for (int at = 0; at < requests.length; at++) {
      assertThat(store.append(TENANT, Requests.of(requests[at])))
          .isEqualTo(new AppendResult.Stored(requests[at].size()));
      if (rest == Rest.BLOCKS || (rest == Rest.BETWEEN && at == 0)) {
        store.seal();
      } else if (rest == Rest.RESTARTED) {
        store.close();
        open();
      }
    }
  }

  private void assertFetched(List<Span> expected) throws IOException {
    List<ResourceSpans> found = Requests.alone(store.fetch(TENANT, expected.getFirst().traceId()));
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(Requests.alone(OtlpProto.request(expected)));
  }

  private void assertViewed(List<Span> expected) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(StoredRows.of(view))
          .isEqualTo(
              StoredRows.of(InMemorySpanStore.block("expected", expected, 10)).stream()
                  .sorted()
                  .toList());
    }
  }

  private static List<Span> trace(int spans) {
    return new TraceGen(new Gen(spans)).trace(spans);
  }

  /// The spans, each so much later than it was.
  private static List<Span> moved(List<Span> spans, long... nanos) {
    return IntStream.range(0, spans.size())
        .mapToObj(at -> moved(spans.get(at), nanos[at % nanos.length]))
        .toList();
  }

  private static Span moved(Span span, long nanos) {
    return TraceGen.at(span, span.startNanos() + nanos, span.endNanos() + nanos);
  }

  @ParameterizedTest
  @EnumSource
  void spans_ofClocksApart_keepTheirTimes(Rest rest) throws IOException {
    List<Span> spans = moved(trace(12), -5 * MINUTE, 5 * MINUTE, -DAY, DAY, 0);

    append(rest, spans.subList(0, 6), spans.subList(6, 12));

    assertFetched(spans);
    assertViewed(spans);
  }

  @ParameterizedTest
  @EnumSource
  void spans_thatEndBeforeTheyStart_lastNothingAndKeepTheirTimes(Rest rest) throws IOException {
    Span span = new Gen(1).span();
    long start = span.startNanos();
    List<Span> spans = new ArrayList<>();
    for (long end : new long[] {start - 1, start - DAY, 0, start}) {
      spans.add(TraceGen.at(withId(span, spans.size()), start, end));
    }
    spans.add(TraceGen.at(withId(span, spans.size()), 0, 0));

    append(rest, spans.subList(0, 2), spans.subList(2, 5));

    assertFetched(spans);
    assertViewed(spans);
    assertThat(durations()).hasSize(5).containsOnly(0L);
  }

  private static Span withId(Span span, int number) {
    var request = OtlpProto.request(List.of(span)).toBuilder();
    var proto = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0);
    byte[] id = proto.getSpanId().toByteArray();
    id[0] = (byte) number;
    proto.setSpanId(ByteString.copyFrom(id));
    return OtlpProto.spans(request.build()).getFirst();
  }

  private List<Long> durations() throws IOException {
    var durations = new ArrayList<Long>();
    var page = new ColumnPage();
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      for (Block block : view.blocks()) {
        Column column = block.column(ColumnKey.Intrinsic.DURATION_NANOS).orElseThrow();
        for (int number = 0; number < block.pageCount(); number++) {
          column.read(number, page);
          LongStream.of(page.values()).limit(page.size()).forEach(durations::add);
        }
      }
    }
    return durations;
  }

  @ParameterizedTest
  @EnumSource
  void spans_sentThreeTimes_areFetchedOnce(Rest rest) throws IOException {
    List<Span> spans = trace(10);

    append(rest, spans, spans, spans);

    assertFetched(spans);
  }

  @ParameterizedTest
  @EnumSource
  void spans_sentThreeTimesInOneRequest_areFetchedOnce(Rest rest) throws IOException {
    List<Span> spans = new ArrayList<>(trace(10));
    List<Span> thrice = new ArrayList<>(spans);
    thrice.addAll(spans);
    thrice.addAll(spans);

    append(rest, thrice);

    assertFetched(spans);
  }

  @ParameterizedTest
  @EnumSource
  void spans_ofSameIdsAndOtherContent_areTheLastOfEachKind(Rest rest) throws IOException {
    Span client = withKind(new Gen(7).span(), SpanKind.CLIENT);
    Span server = withKind(moved(client, 1000), SpanKind.SERVER);
    Span laterServer = moved(server, MINUTE);

    append(rest, List.of(client), List.of(server), List.of(laterServer));

    assertFetched(List.of(client, laterServer));
  }

  private static Span withKind(Span span, SpanKind kind) {
    var request = OtlpProto.request(List.of(span)).toBuilder();
    var proto = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0);
    proto.setKindValue(kind.ordinal());
    return OtlpProto.spans(request.build()).getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void spans_lateAndInNoOrder_joinTheirTrace(Rest rest) throws IOException {
    List<Span> spans = new ArrayList<>(moved(trace(20), 0, MINUTE, 60 * MINUTE, 25 * 60 * MINUTE));
    Collections.shuffle(spans, new Random(3));

    append(rest, spans.subList(0, 5), spans.subList(5, 11), spans.subList(11, 20));

    assertFetched(spans);
    assertViewed(spans);
  }

  @ParameterizedTest
  @EnumSource
  void spans_withoutParentOrInACircle_areFetched(Rest rest) throws IOException {
    List<Span> spans = new TraceGen(new Gen(9)).trace(15, Fault.ORPHAN, Fault.CYCLE, Fault.LATE);

    append(rest, spans.subList(0, 7), spans.subList(7, 15));

    assertFetched(spans);
  }

  @ParameterizedTest
  @EnumSource
  void traces_ofManyRequests_doNotGetEachOthersSpans(Rest rest) throws IOException {
    List<Span> one = trace(16);
    List<Span> other = trace(17);
    var mixed = new ArrayList<Span>(one.subList(0, 8));
    mixed.addAll(other.subList(0, 8));
    var others = new ArrayList<Span>(other.subList(8, 17));
    others.addAll(one.subList(8, 16));

    append(rest, mixed, others);

    assertFetched(one);
    assertFetched(other);
    assertThat(store.fetch(TENANT, new TraceId(1, 2)).size()).isZero();
  }
}
