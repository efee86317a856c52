package dev.clew.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.ManualClock;
import dev.clew.wire.otlp.TraceLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A store of log records whose power is cut at every single operation of its disk, and what the
/// next one finds.
class LogStoreCrashTest {
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data")).withLog(Duration.ZERO, 4096, Duration.ofHours(1));
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final TraceId KEPT = new TraceId(1, 1);
  private static final TraceId DELETED = new TraceId(2, 2);

  static IntStream seeds() {
    return IntStream.range(0, 4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void powerCut_atAnyOperation_losesNothingAcknowledgedAndReturnsNothingDeleted(long seed)
      throws IOException {
    for (long cut = 1; cut <= operationsOfAll(); cut++) {
      var life = new Life(_ -> {}, cut);
      ForgetfulDisk left = life.disk.afterPowerCut(new SplittableRandom(seed * 1000 + cut));

      assertThat(texts(left, KEPT))
          .as("seed %d, power cut after operation %d", seed, cut)
          .containsAll(life.acknowledged)
          .doesNotHaveDuplicates();
      if (life.isDeleted) {
        assertThat(texts(left, DELETED)).as("seed %d, operation %d", seed, cut).isEmpty();
      }
    }
  }

  /// The checks of the check above.
  @Test
  void powerCut_onStoreThatForcesNoFile_isCaught() throws IOException {
    assertThat(losses(ForgetfulDisk::ignoreForce)).isPositive();
  }

  @Test
  void powerCut_onStoreThatSyncsNoFolder_isCaught() throws IOException {
    assertThat(losses(ForgetfulDisk::ignoreFolderSync)).isPositive();
  }

  private static int losses(Consumer<ForgetfulDisk> negligence) throws IOException {
    int losses = 0;
    for (long cut = 1; cut <= operationsOfAll(); cut++) {
      var life = new Life(negligence, cut);
      ForgetfulDisk left = life.disk.afterPowerCut(new SplittableRandom(cut));
      losses += isWhole(left, life) ? 0 : 1;
    }
    return losses;
  }

  private static boolean isWhole(ForgetfulDisk left, Life life) {
    try {
      return texts(left, KEPT).containsAll(life.acknowledged);
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  private static long operationsOfAll() {
    var life = new Life(_ -> {}, Long.MAX_VALUE);
    assertThat(life.isDeleted).isTrue();
    return life.disk.operations();
  }

  private static LogStore open(Disk disk, ManualClock clock) throws IOException {
    return LogStore.open(SETTINGS, disk, clock);
  }

  private static List<String> texts(Disk disk, TraceId trace) throws IOException {
    try (LogStore store = open(disk, new ManualClock(Instant.EPOCH))) {
      return store.fetch(TENANT, trace).stream().map(each -> new String(each, UTF_8)).toList();
    }
  }

  /// A store that takes records in, seals, opens again and deletes a trace, until its power is cut.
  private static final class Life {
    final ForgetfulDisk disk = new ForgetfulDisk();
    final List<String> acknowledged = new ArrayList<>();
    boolean isDeleted;
    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    Life(Consumer<ForgetfulDisk> negligence, long cut) {
      negligence.accept(disk);
      disk.cutAfter(cut);
      try {
        work();
      } catch (IOException | UncheckedIOException _) {
        // The power is off.
      }
    }

    private void work() throws IOException {
      try (LogStore store = open(disk, clock)) {
        append(store, "a", "b");
        seal(store);
        append(store, "c");
      }
      try (LogStore store = open(disk, clock)) {
        append(store, "d");
        store.delete(TENANT, Set.of(DELETED));
        isDeleted = true;
        append(store, "e");
        seal(store);
        append(store, "f");
      }
    }

    private void append(LogStore store, String... texts) {
      for (String text : texts) {
        boolean isOfDeleted = !isDeleted && !text.equals("a");
        List<TraceLogs> logs =
            Stream.of(KEPT, DELETED)
                .limit(isOfDeleted ? 2 : 1)
                .map(trace -> new TraceLogs(trace, 1, text.getBytes(UTF_8)))
                .toList();
        if (store.append(TENANT, logs) instanceof AppendResult.Stored) {
          acknowledged.add(text);
        }
      }
    }

    private void seal(LogStore store) {
      clock.advance(Duration.ofMinutes(11));
      store.tend();
    }
  }
}
