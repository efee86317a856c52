package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether a view knows which traces have rows in several blocks, wherever these are and whatever
/// became of them.
class EmbeddedStoreSplitTracesTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 16, Duration.ofMillis(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000))
          .withRetention(Duration.ofHours(1), Long.MAX_VALUE);

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Span> one = new TraceGen(new Gen(1)).trace(10);
  private final List<Span> other = new TraceGen(new Gen(2)).trace(10);
  private EmbeddedStore store;

  @BeforeEach
  void openStore() throws IOException {
    var clock = new StoreClock(wall, () -> wall.instant().toEpochMilli() * 1_000_000);
    store = EmbeddedStore.open(SETTINGS, disk, clock, StoreListener.NONE);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private void reopen() throws IOException {
    store.close();
    openStore();
  }

  private void append(List<Span> spans) {
    assertThat(store.append(TENANT, Requests.of(spans)))
        .isEqualTo(new AppendResult.Stored(spans.size()));
  }

  private void seal(List<Span> spans) throws IOException {
    append(spans);
    store.seal();
  }

  private static TraceId id(List<Span> trace) {
    return trace.getFirst().traceId();
  }

  /// By block, the traces that it says are split.
  private static Map<String, Set<String>> told(StoreView view) throws IOException {
    Map<String, Set<String>> told = new HashMap<>();
    for (Block block : view.blocks()) {
      BitSet split = view.splitTraces(block);
      assertThat(split.length()).isLessThanOrEqualTo(block.traces().size());
      Set<String> ids = new TreeSet<>();
      for (int number = split.nextSetBit(0); number >= 0; number = split.nextSetBit(number + 1)) {
        ids.add(block.traces().traceId(number).toString());
      }
      told.put(block.name(), ids);
    }
    return told;
  }

  /// By block, the traces that another block of the view has too.
  private static Map<String, Set<String>> actual(StoreView view) throws IOException {
    Map<String, Set<String>> all = new HashMap<>();
    for (Block block : view.blocks()) {
      Set<String> ids = new TreeSet<>();
      for (int number = 0; number < block.traces().size(); number++) {
        TraceId trace = block.traces().traceId(number);
        for (Block each : view.blocks()) {
          if (!each.name().equals(block.name()) && each.traces().find(trace) >= 0) {
            ids.add(trace.toString());
          }
        }
      }
      all.put(block.name(), ids);
    }
    return all;
  }

  /// The ids of the traces that some block says are split; each block must say what is true.
  private Set<String> split() throws IOException {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      Map<String, Set<String>> told = told(view);
      assertThat(told).isEqualTo(actual(view));
      Set<String> all = new TreeSet<>();
      told.values().forEach(all::addAll);
      return all;
    }
  }

  @Test
  void splitTraces_tracesInOneBlockEach_areNone() throws IOException {
    seal(one);
    seal(other);

    assertThat(split()).isEmpty();
  }

  @Test
  void splitTraces_lateSpansInNewBlock_areTold() throws IOException {
    seal(one.subList(0, 5));
    seal(other);
    seal(one.subList(5, 10));

    assertThat(split()).containsExactly(id(one).toString());
    reopen();
    assertThat(split()).containsExactly(id(one).toString());
  }

  /// How many traces of which block are told to have rows that may repeat others.
  private List<Integer> repeated() throws IOException {
    var counts = new ArrayList<Integer>();
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      for (Block block : view.byArrival()) {
        counts.add(view.repeatedTraces(block).cardinality());
      }
    }
    return counts;
  }

  @Test
  void repeatedTraces_splitTraceOfDifferentSpans_areNone() throws IOException {
    seal(one.subList(0, 5));
    seal(one.subList(5, 10));

    assertThat(repeated()).containsExactly(0, 0);
    reopen();
    assertThat(repeated()).containsExactly(0, 0);
  }

  @Test
  void repeatedTraces_spanCameAgainLater_areToldOfEachBlock() throws IOException {
    seal(one.subList(0, 3));
    seal(one.subList(3, 6));
    assertThat(repeated()).containsExactly(0, 0);

    seal(one.subList(2, 3));

    assertThat(repeated()).containsExactly(1, 1, 1);
  }

  @Test
  void repeatedTraces_spanCameTwiceIntoOneBlock_areToldOfTheOthersToo() throws IOException {
    append(one.subList(0, 5));
    seal(one.subList(4, 5));
    seal(one.subList(5, 10));

    assertThat(repeated()).containsExactly(1, 1);
  }

  @Test
  void repeatedTraces_moreOfATraceInAHead_areToldOfBoth() throws IOException {
    seal(one.subList(0, 5));
    append(one.subList(5, 10));

    assertThat(repeated()).containsExactly(1, 1);
  }

  @Test
  void splitTraces_lateSpansInHead_areTold() throws IOException {
    seal(one.subList(0, 5));
    append(other);
    assertThat(split()).isEmpty();

    append(one.subList(5, 10));

    assertThat(split()).containsExactly(id(one).toString());
    reopen();
    assertThat(split()).containsExactly(id(one).toString());
  }

  @Test
  void splitTraces_lateSpansComeAfterViewWasOpened_areNotOfTheView() throws IOException {
    seal(one.subList(0, 5));
    append(other);
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      append(one.subList(5, 10));
      store.seal();

      assertThat(told(view)).isEqualTo(actual(view));
      assertThat(split()).hasSize(1);
    }
  }

  @Test
  void splitTraces_viewOlderThanCompaction_areToldOfItsBlocks() throws IOException {
    seal(one.subList(0, 5));
    seal(one.subList(5, 10));
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      store.compact();
      assertThat(split()).isEmpty();

      assertThat(told(view)).isEqualTo(actual(view));
    }
  }

  @Test
  void splitTraces_otherPartIsOutsideTheRange_areTold() throws IOException {
    Span early = TraceGen.at(one.get(0), 1000, 2000);
    Span late = TraceGen.at(one.get(1), 9000, 9500);
    seal(List.of(early));
    seal(List.of(late));

    try (StoreView view = store.view(TENANT, new TimeRange(9000, 9001))) {
      assertThat(view.blocks()).hasSize(1);
      assertThat(view.splitTraces(view.blocks().getFirst()).cardinality()).isOne();
    }
  }

  @Test
  void splitTraces_otherTraceIsDeleted_areStillTold() throws IOException {
    seal(one.subList(0, 5));
    seal(other);
    seal(one.subList(5, 10));
    append(other);

    store.delete(TENANT, Set.of(id(other)));

    assertThat(split()).containsExactly(id(one).toString());
    reopen();
    assertThat(split()).containsExactly(id(one).toString());
    store.erase();
    assertThat(split()).containsExactly(id(one).toString());
  }

  @Test
  void splitTraces_blockIsMissingWhileOthersAreMade_areToldOnceItIsBack() throws IOException {
    seal(one.subList(0, 5));
    reopen(); // and the log has nothing of it any more
    Path block = blockFiles().getFirst();
    store.close();
    disk.fail(Operation.OPEN, block.toString(), "not now");
    openStore();
    disk.heal();
    assertThat(store.status().missing()).isNotEmpty();
    seal(one.subList(5, 10));

    reopen();

    assertThat(store.status().missing()).isEmpty();
    assertThat(split()).containsExactly(id(one).toString());
  }

  private List<Path> blockFiles() {
    return memory.files().stream().filter(each -> each.toString().contains("/blocks/")).toList();
  }

  @Test
  void splitTraces_otherPartExpired_mayStillBeTold() throws IOException {
    seal(one.subList(0, 5));
    wall.advance(Duration.ofMinutes(50));
    seal(one.subList(5, 10));
    assertThat(split()).hasSize(1);
    wall.advance(Duration.ofMinutes(20));
    store.expire();

    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(view.blocks()).hasSize(1);
      assertThat(told(view).values()).allMatch(each -> each.size() <= 1);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(20, 2_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void splitTraces_whateverHappens_areThoseWithRowsInSeveralBlocks(long seed) throws IOException {
    var gen = new Gen(seed);
    List<Span> spans = spans(gen);
    for (int at = 0; at < spans.size(); at++) {
      append(List.of(spans.get(at)));
      switch (gen.random().nextInt(12)) {
        case 0, 1 -> store.seal();
        case 2 -> store.compact();
        case 3 -> reopen();
        case 4, 5, 6 -> split();
        default -> {}
      }
    }
    split();
  }

  /// The spans of a few traces, in no order.
  private static List<Span> spans(Gen gen) {
    List<Span> spans = new ArrayList<>();
    for (int trace = 0; trace < 8; trace++) {
      spans.addAll(new TraceGen(gen).trace(1 + gen.random().nextInt(6)));
    }
    Collections.shuffle(spans, new Random(gen.random().nextLong()));
    return spans;
  }
}
