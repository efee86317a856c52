package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.otlp.SpanTables;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A store in whose threads something throws what nobody expects: they must live on, and do the
/// work when it can be done.
class EmbeddedStoreErrorTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 16, Duration.ofMillis(1))
          .withHeads(1 << 30, 1, Duration.ofMillis(1));

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final AtomicInteger upkeepFailures = new AtomicInteger();
  private final AtomicBoolean isListenerBroken = new AtomicBoolean();
  private final List<Span> spans = new TraceGen(new Gen(1)).trace(4);
  private EmbeddedStore store;

  private final StoreListener listener =
      new StoreListener() {
        @Override
        public void upkeepFailed() {
          upkeepFailures.incrementAndGet();
        }

        @Override
        public void expired(Expiry why, int spans, long bytes) {
          if (isListenerBroken.get()) {
            throw new AssertionError("broken listener");
          }
        }
      };

  @BeforeEach
  void openStore() throws IOException {
    open(SETTINGS);
  }

  private void open(StoreSettings settings) throws IOException {
    store = EmbeddedStore.open(settings, disk, StoreClock.of(InstantSource.system()), listener);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private AppendResult append(int span) {
    return store.append(TENANT, Requests.of(spans.get(span)));
  }

  private void throwErrors(Operation operation, String part) {
    disk.failBy((asked, file) -> {
      if (asked == operation && file.toString().contains(part)) {
        throw new StackOverflowError("thrown by the test");
      }
    });
  }

  private int rows() {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view).size();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE"})
  void append_errorInLogThread_isRefusedAndTakenLater(Operation operation) {
    throwErrors(operation, "/wal/");
    assertThat(append(0)).isInstanceOf(AppendResult.Refused.class);
    assertThat(store.status().problem()).isPresent();

    disk.heal();

    await().until(() -> append(1) instanceof AppendResult.Stored);
    assertThat(store.status().problem()).isEmpty();
  }

  @Test
  void seal_errorInUpkeepThread_isTriedAgain() {
    throwErrors(Operation.CREATE, "/blocks/");
    append(0);
    await().until(() -> store.status().problem().isPresent() || store.status().headSpans() == 1);
    disk.heal();

    await().until(() -> store.status().headSpans() == 0);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void expire_errorInUpkeepThread_leavesTheOtherWorkToBeDone() {
    append(0);
    await().until(() -> store.status().headSpans() == 0);
    isListenerBroken.set(true);
    throwErrors(Operation.ROOM, "/data");
    await().until(() -> upkeepFailures.get() > 2);

    append(1);

    await().until(() -> store.status().headSpans() == 0);
    assertThat(rows()).isEqualTo(2);
  }

  /// A request that the log can keep, and whose spans end a head half way: they point behind the
  /// end of their bytes, since its tables were used for another.
  private static SpanRequest broken(Span span) throws MalformedException {
    SpanRequest whole = Requests.of(span);
    var tables = new SpanTables();
    SpanBatch batch = OtlpReader.read(new byte[0], 0, tables);
    var _ = OtlpReader.read(whole.body(), whole.body().length, tables);
    return new SpanRequest(whole.body(), whole.encoding(), batch);
  }

  @Test
  void append_headDiesHalfWay_refusesAllAndSaysToRestart() throws Exception {
    store.close();
    open(SETTINGS.withHeads(1 << 30, 1000, Duration.ofDays(1)));
    append(0);
    SpanRequest broken = broken(spans.get(1));

    assertThatThrownBy(() -> store.append(TENANT, broken))
        .isInstanceOf(IndexOutOfBoundsException.class);

    assertThat(append(2))
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> assertThat(refused.reason()).contains("restart"));
    assertThat(store.status().problem())
        .hasValueSatisfying(why -> assertThat(why).contains("memory"));
    assertThat(store.fetch(TENANT, spans.getFirst().traceId()).size()).isPositive();
  }

  @Test
  void seal_headThatDiedHalfWay_isLeftToTheLog() throws Exception {
    store.close();
    open(SETTINGS.withHeads(1 << 30, 1000, Duration.ofDays(1)));
    append(0);
    SpanRequest broken = broken(spans.get(1));
    assertThatThrownBy(() -> store.append(TENANT, broken))
        .isInstanceOf(IndexOutOfBoundsException.class);

    store.seal();
    assertThat(store.status().blocks()).isZero();
    store.close();
    open(SETTINGS);

    assertThat(rows()).isEqualTo(2);
    assertThat(append(2)).isEqualTo(new AppendResult.Stored(1));
  }
}
