package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.store.embedded.Traces;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.otlp.ModelSpans;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pinned traces outlive everything but their deletion.
class EmbeddedStorePinsTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();
  private final StoreSettings settings =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 14, Duration.ofMillis(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000));
  private final List<Span> trace = new TraceGen(new Gen(1)).trace(12);
  private final List<Span> other = new TraceGen(new Gen(2)).trace(5);
  private final TraceId id = trace.getFirst().traceId();
  private ForgetfulDisk disk = new ForgetfulDisk();
  private EmbeddedStore store;

  @BeforeEach
  void open() throws IOException {
    store =
        EmbeddedStore.open(
            settings, disk, new StoreClock(wall, monotonic::get), StoreListener.NONE);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void reopen() throws IOException {
    store.close();
    open();
  }

  private void pass(Duration time) {
    wall.advance(time);
    monotonic.addAndGet(time.toNanos());
    store.expire();
  }

  private void append(List<Span> spans) {
    store.append(TENANT, Requests.of(spans));
  }

  private void pin() throws IOException {
    assertThat(store.pin(TENANT, id)).isEqualTo(PinResult.PINNED);
  }

  private List<Span> fetched() throws IOException {
    return ModelSpans.spans(store.fetch(TENANT, id));
  }

  private void shows(List<Span> spans) throws IOException {
    assertThat(fetched()).containsExactlyInAnyOrderElementsOf(spans);
  }

  private Path pinFile() {
    return disk.files().stream()
        .filter(each -> each.toString().contains("/pins/"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void fetch_pinnedTraceOfExpiredBlocks_givesIt() throws IOException {
    append(trace.subList(0, 6));
    append(other);
    store.seal();
    append(trace.subList(6, 12));
    pin();
    store.seal();

    pass(Duration.ofDays(30));

    assertThat(store.status().blocks()).isZero();
    shows(trace);
    assertThat(store.fetch(TENANT, other.getFirst().traceId()).size()).isZero();
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(view.blocks()).isEmpty();
    }
    reopen();
    shows(trace);
    assertThat(store.pinned(TENANT)).containsExactly(id);
  }

  private void openWith(Traces.PinLimits limits) throws IOException {
    store.close();
    store =
        EmbeddedStore.open(
            settings, disk, new StoreClock(wall, monotonic::get), StoreListener.NONE, limits);
  }

  @Test
  void pin_traceLargerThanOneMayBe_isRefusedAndStays() throws IOException {
    openWith(new Traces.PinLimits(1 << 30, 100, 1000));
    append(trace);

    assertThat(store.pin(TENANT, id)).isEqualTo(PinResult.TOO_LARGE);
    assertThat(store.pinned(TENANT)).isEmpty();
    shows(trace);
  }

  @Test
  void pin_pinsTakeAllTheirRoom_isRefusedUntilOneGoes() throws IOException {
    openWith(new Traces.PinLimits(1, 1 << 30, 1000));
    append(trace);
    append(other);
    pin();

    assertThat(store.pin(TENANT, other.getFirst().traceId())).isEqualTo(PinResult.NO_ROOM);
    assertThat(store.pinned(TENANT)).containsExactly(id);

    assertThat(store.unpin(TENANT, id)).isTrue();
    assertThat(store.pin(TENANT, other.getFirst().traceId())).isEqualTo(PinResult.PINNED);
  }

  @Test
  void pin_powerIsLostAtOnce_isKept() throws IOException {
    append(trace);
    store.seal();
    pin();
    ForgetfulDisk left = disk.afterPowerCut(new Random(1));
    store.close();
    disk = left;
    open();

    pass(Duration.ofDays(30));

    assertThat(store.status().blocks()).isZero();
    shows(trace);
  }

  @Test
  void fetch_spansSentAgainAfterThePin_givesTheLast() throws IOException {
    append(trace);
    pin();
    Span later = TraceGen.at(trace.getFirst(), 1, 2);
    append(List.of(later));

    assertThat(fetched()).hasSize(12).contains(later).doesNotContain(trace.getFirst());
    store.seal();
    pass(Duration.ofDays(30));
    shows(trace);
  }

  @Test
  void pin_again_takesWhatCameLater() throws IOException {
    append(trace.subList(0, 6));
    store.seal();
    pin();
    pass(Duration.ofDays(30));
    append(trace.subList(6, 12));

    pin();
    store.seal();
    pass(Duration.ofDays(30));

    shows(trace);
  }

  @Test
  void fetch_blocksCompacted_givesEachSpanOnce() throws IOException {
    append(trace.subList(0, 6));
    store.seal();
    pin();
    append(trace.subList(6, 12));
    store.seal();

    assertThat(store.compact()).isEqualTo(2);

    shows(trace);
  }

  @Test
  void unpin_expiredTrace_isGone() throws IOException {
    append(trace);
    store.seal();
    pin();
    pass(Duration.ofDays(30));

    assertThat(store.unpin(TENANT, id)).isTrue();

    assertThat(fetched()).isEmpty();
    reopen();
    assertThat(fetched()).isEmpty();
  }

  @Test
  void delete_expiredPinnedTrace_isGoneForEver() throws IOException {
    append(trace);
    store.seal();
    pin();
    pass(Duration.ofDays(30));
    reopen();

    assertThat(store.deletionSize(TENANT, Set.of(id))).isEqualTo(new Deletion.Size(1, 12, 1, 0));
    store.delete(TENANT, Set.of(id));

    assertThat(fetched()).isEmpty();
    reopen();
    assertThat(fetched()).isEmpty();
    assertThat(store.pinned(TENANT)).isEmpty();
    store.erase();
    assertThat(disk.files().toString()).doesNotContain("/pins/");
  }

  @Test
  void pin_spansThatCameAfterADeletion_outlivesIt() throws IOException {
    append(trace.subList(0, 6));
    pin();
    store.delete(TENANT, Set.of(id));
    append(trace.subList(6, 12));

    pin();
    store.erase();

    shows(trace.subList(6, 12));
    store.seal();
    pass(Duration.ofDays(30));
    reopen();
    shows(trace.subList(6, 12));
  }

  @Test
  void open_damagedPin_isReportedUntilItIsUnpinned() throws IOException {
    append(trace);
    pin();
    store.close();
    Path file = pinFile();
    byte[] bytes = disk.bytes(file);
    bytes[3] ^= 1;
    disk.damage(file, bytes);
    open();

    assertThat(store.status().missing()).singleElement().asString().contains(id.toString());
    assertThatThrownBy(this::fetched).isInstanceOf(CorruptBlockException.class);
    assertThat(store.unpin(TENANT, id)).isTrue();

    assertThat(store.status().missing()).isEmpty();
    shows(trace);
  }
}
