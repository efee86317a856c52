package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.store.AppendResult;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.Expiry;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever became of a store's blocks, numbers over time are the same from digests as from rows:
/// blocks were merged, have expired, lack a deleted trace, are damaged; spans came late or again.
class DigestLifeTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int QUESTIONS = 12;
  private static final AtomicInteger PRECOUNTED = new AtomicInteger();

  @TempDir Path folder;

  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();
  private final Semaphore expired = new Semaphore(0);
  private EmbeddedStore store;

  private record Question(String text, Steps steps) {}

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(30, 2000));
  }

  @BeforeEach
  void open() throws IOException {
    StoreSettings settings =
        StoreSettings.of(folder)
            .withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1))
            .withHeads(64L << 20, 1 << 20, Duration.ofMillis(5));
    var listener =
        new StoreListener() {
          @Override
          public void expired(Expiry why, int spans, long bytes) {
            expired.release();
          }
        };
    store =
        EmbeddedStore.open(
            settings, new UnsyncedDisk(), new StoreClock(wall, monotonic::get), listener);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @AfterAll
  static void assertDigestsAreRead() {
    assertThat(PRECOUNTED).hasPositiveValue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void series_afterAnyLife_areThoseFromRows(long seed) throws Exception {
    var gen = new Gen(seed);
    live(gen, DigestAnswersTest.spans(gen));
    for (Question question : questions(gen)) {
      SeriesAnswer answer = answer(store, question);
      assertThat(DigestAnswersTest.shown(answer))
          .as("%s", question)
          .isEqualTo(DigestAnswersTest.shown(answer(rowsOnly(), question)));
      assertThat(answer.coverage().complete()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void series_blockIsDamaged_areThoseOfAllRowsOrSayWhatIsMissing(long seed) throws Exception {
    var gen = new Gen(seed);
    live(gen, DigestAnswersTest.spans(gen));
    Map<Question, SeriesAnswer> whole = new LinkedHashMap<>();
    for (Question each : questions(gen)) {
      whole.put(each, answer(rowsOnly(), each));
    }
    damage(gen);
    for (var each : whole.entrySet()) {
      assertDamageIsTold(each.getKey(), each.getValue());
    }
  }

  /// Nothing is missed in silence.
  private void assertDamageIsTold(Question question, SeriesAnswer whole) throws QueryException {
    SeriesAnswer answer = answer(store, question);
    if (answer.coverage().complete()) {
      assertThat(DigestAnswersTest.shown(answer))
          .as("%s", question)
          .isEqualTo(DigestAnswersTest.shown(whole));
    } else {
      assertThat(answer.coverage().reasons()).as("%s", question).isNotEmpty();
    }
  }

  private SpanStore rowsOnly() {
    return new WatchedStore(store, store.status().missing(), (_, _, _) -> {});
  }

  private static List<Question> questions(Gen gen) {
    return Stream.generate(
            () -> new Question(DigestAnswersTest.query(gen), DigestAnswersTest.steps(gen)))
        .limit(QUESTIONS)
        .toList();
  }

  private static SeriesAnswer answer(SpanStore asked, Question question) throws QueryException {
    SeriesAnswer answer = DigestAnswersTest.ask(asked, question.text(), question.steps());
    PRECOUNTED.addAndGet(answer.isPrecounted() && !answer.series().isEmpty() ? 1 : 0);
    return answer;
  }

  /// A third of the spans expires; of the others some come again, and some come after a merge.
  private void live(Gen gen, List<Span> spans) throws Exception {
    int third = spans.size() / 3;
    append(spans.subList(0, third));
    store.seal();
    expire();
    for (int from = third; from < spans.size(); from += third / 4) {
      append(spans.subList(from, Math.min(from + third / 4, spans.size())));
      if (gen.chance(0.2)) {
        append(List.of(gen.oneOf(spans), gen.oneOf(spans)));
      }
      if (gen.chance(0.6)) {
        store.seal();
      }
      if (gen.chance(0.3)) {
        store.compact();
      }
    }
    store.seal();
    if (gen.chance(0.3)) {
      store.delete(TENANT, Set.of(gen.oneOf(spans).traceId()));
    }
  }

  private void append(List<Span> spans) {
    assertThat(store.append(TENANT, Requests.of(spans)))
        .isEqualTo(new AppendResult.Stored(spans.size()));
  }

  /// All blocks there are.
  private void expire() throws InterruptedException {
    int blocks = store.status().blocks();
    wall.advance(Duration.ofDays(8));
    monotonic.addAndGet(Duration.ofDays(8).toNanos());
    assertThat(expired.tryAcquire(blocks, 20, TimeUnit.SECONDS)).isTrue();
    assertThat(store.status().blocks()).isZero();
  }

  /// Turns a bit of a block around.
  private void damage(Gen gen) throws IOException {
    store.close();
    try (Stream<Path> files = Files.list(folder.resolve("blocks").resolve(TENANT.name()))) {
      List<Path> blocks = files.filter(each -> each.toString().endsWith(".clew")).sorted().toList();
      Path block = gen.oneOf(blocks);
      byte[] bytes = Files.readAllBytes(block);
      bytes[gen.random().nextInt(bytes.length)] ^= (byte) (1 << gen.random().nextInt(8));
      Files.write(block, bytes);
    }
    open();
  }
}
