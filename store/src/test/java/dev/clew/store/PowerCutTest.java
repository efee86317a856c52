package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Stores that live on one disk one after the other, each until its power is cut at random: the
/// disk then loses and tears what was not synced. What any of them acknowledged must be there.
class PowerCutTest {
  private static final int SEEDS = 200;
  private static final int CHECKED_SEEDS = 30;
  private static final int LIVES = Effort.of(2, 60);
  private static final int MOST_OPERATIONS = 90;
  private static final List<TenantId> TENANTS = List.of(TenantId.DEFAULT, new TenantId("other"));

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void power_cutAgainAndAgain_losesNothingAcknowledged(long seed) throws IOException {
    var lives = new Lives(seed, _ -> {});

    lives.run();

    assertThat(lives.acknowledged).as("seed %d", seed).isNotEmpty();
    for (TenantId tenant : TENANTS) {
      assertThat(lives.rows(tenant))
          .as("seed %d, tenant %s", seed, tenant)
          .containsAll(lives.rowsOf(lives.acknowledged, tenant))
          .doesNotHaveDuplicates()
          .isSubsetOf(lives.rowsOf(lives.sent, tenant));
    }
  }

  /// The check of the check above.
  @Test
  void power_cutOnStoreThatForcesNoFile_isCaught() throws IOException {
    assertThat(seedsWithLoss(ForgetfulDisk::ignoreForce)).isGreaterThan(CHECKED_SEEDS / 2);
  }

  @Test
  void power_cutOnStoreThatSyncsNoFolder_isCaught() throws IOException {
    assertThat(seedsWithLoss(ForgetfulDisk::ignoreFolderSync)).isGreaterThan(CHECKED_SEEDS / 2);
  }

  private static int seedsWithLoss(Consumer<ForgetfulDisk> negligence) throws IOException {
    int found = 0;
    for (long seed = 0; seed < CHECKED_SEEDS; seed++) {
      var lives = new Lives(seed, negligence);
      lives.run();
      found += lives.hasLost() ? 1 : 0;
    }
    return found;
  }

  /// Owned by the test's thread.
  private static final class Lives {
    private final Gen gen;
    private final Consumer<ForgetfulDisk> negligence;
    private final StoreSettings settings;
    private final Map<Span, TenantId> sent = new HashMap<>();
    private final Map<Span, TenantId> acknowledged = new HashMap<>();
    private ForgetfulDisk disk = new ForgetfulDisk();

    Lives(long seed, Consumer<ForgetfulDisk> negligence) {
      gen = new Gen(seed);
      this.negligence = negligence;
      settings =
          StoreSettings.of(Path.of("/data"))
              .withLog(Duration.ZERO, 1 << gen.random().nextInt(12, 16), Duration.ofHours(1))
              .withHeads(1 << 30, 1 + gen.random().nextInt(40), Duration.ofHours(1));
    }

    void run() throws IOException {
      open().close(); // a folder that is not marked as one of Clew's would be refused, not lost
      for (int life = 0; life < LIVES; life++) {
        negligence.accept(disk);
        disk.cutAfter(disk.operations() + gen.random().nextInt(20, MOST_OPERATIONS));
        live();
        disk = disk.afterPowerCut(gen.random());
      }
    }

    /// Works until the power is off.
    private void live() {
      try {
        EmbeddedStore store = open();
        try {
          while (append(store)) {
            if (gen.chance(0.1)) {
              store.seal();
            }
            if (gen.chance(0.1)) {
              store.close();
              store = open();
            }
          }
        } finally {
          store.close();
        }
      } catch (IOException _) {
        // The power is off.
      }
    }

    private EmbeddedStore open() throws IOException {
      return EmbeddedStore.open(
          settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
    }

    private boolean append(EmbeddedStore store) {
      TenantId tenant = gen.oneOf(TENANTS);
      List<Span> spans = new TraceGen(gen).trace(1 + gen.random().nextInt(4));
      Encoding encoding = gen.oneOf(List.of(Encoding.values()));
      spans.forEach(span -> sent.put(span, tenant));
      boolean isStored =
          store.append(tenant, Requests.of(OtlpProto.request(spans), encoding))
              instanceof AppendResult.Stored;
      if (isStored) {
        spans.forEach(span -> acknowledged.put(span, tenant));
      }
      return isStored;
    }

    List<String> rows(TenantId tenant) throws IOException {
      disk.cutAfter(Long.MAX_VALUE);
      try (EmbeddedStore store = open();
          StoreView view = store.view(tenant, TimeRange.ALL)) {
        return StoredRows.of(view);
      }
    }

    List<String> rowsOf(Map<Span, TenantId> spans, TenantId tenant) {
      var ofTenant = new ArrayList<Span>();
      spans.forEach((span, owner) -> {
        if (owner.equals(tenant)) {
          ofTenant.add(span);
        }
      });
      return StoredRows.of(InMemorySpanStore.block("expected", ofTenant, 10));
    }

    private boolean lacksAcknowledged() throws IOException {
      for (TenantId tenant : TENANTS) {
        if (!rows(tenant).containsAll(rowsOf(acknowledged, tenant))) {
          return true;
        }
      }
      return false;
    }

    /// True when something is gone, or too broken to be read.
    boolean hasLost() throws IOException {
      try {
        return lacksAcknowledged();
      } catch (UncheckedIOException e) {
        return e.getCause() instanceof CorruptBlockException;
      }
    }
  }
}
