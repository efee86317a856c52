package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clew.bench.check.ReadBack;
import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.fill.Content;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.testkit.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gives the real server little memory under full load: it sheds; and where its settings let spans
/// take more than there is, it dies. Either way what it acknowledged is there.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SmallHeapIT {
  private static final Duration LONG = Duration.ofMinutes(20);

  /// Several times as many as the small heap has room for.
  private static final long SPANS = Effort.of(60_000, 5_000_000);

  /// More than the small heap has room to compact at once.
  private static final long COMPACTED = 300_000;

  /// What wins over the server's own options, which ask for a young generation that is larger.
  private static final String OPTIONS = "_JAVA_OPTIONS";

  private static final String SMALL = "-Xmx64m -Xmn16m -XX:TieredStopAtLevel=1";
  private static final String LARGE = "-Xmx1g -XX:TieredStopAtLevel=1";

  @TempDir Path folder;

  @Test
  void load_onSmallHeap_isTakenOrPutOffAndNeverLost() throws Exception {
    Totals totals;
    try (ServerProcess server = start(Map.of(OPTIONS, SMALL))) {
      totals = load(server, SPANS);
      assertThat(isAlive(server)).isTrue();
      server.kill();
    }

    assertThat(totals.ackedSpans()).isGreaterThanOrEqualTo(SPANS);
    assertAllThere(SMALL, totals);
  }

  @Test
  void load_whileBlocksAreCompactedOnSmallHeap_isTaken() throws Exception {
    Map<String, String> compacting =
        Map.of(
            OPTIONS,
            SMALL,
            "CLEW_STORE_COMPACT_QUIET",
            "0s",
            "CLEW_STORE_COMPACT_SPANS",
            String.valueOf(COMPACTED));
    try (ServerProcess server = start(compacting)) {
      Totals totals = load(server, 2 * COMPACTED);
      assertThat(isAlive(server)).isTrue();
      assertThat(totals.ackedSpans()).isGreaterThanOrEqualTo(2 * COMPACTED);
      server.awaitCompacted();
      assertThat(server.metric("clew_compacted_blocks_total")).isPositive();
    }
  }

  @Test
  void bench_serverThatDies_saysSoAtOnce() throws Exception {
    Map<String, String> overspent = Map.of(OPTIONS, SMALL, "CLEW_STORE_MAX_HEAD_SIZE", "1GiB");
    try (ServerProcess server = start(overspent)) {
      Content more = Content.of(1, 20_000_000, 500);
      assertThatThrownBy(() -> FilledFolder.fill(server, more, _ -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("server must go on, ended with 3")
          .hasMessageContaining("OutOfMemoryError");
    }
  }

  @Test
  void load_onHeapThatSettingsOverspend_endsTheServerAndLosesNothing() throws Exception {
    Totals totals;
    try (ServerProcess server = start(Map.of(OPTIONS, SMALL, "CLEW_STORE_MAX_HEAD_SIZE", "1GiB"))) {
      totals = load(server, Long.MAX_VALUE);
      assertThat(isAlive(server)).isFalse();
    }

    assertThat(totals.ackedSpans()).isPositive();
    assertAllThere(LARGE, totals);
  }

  private ServerProcess start(Map<String, String> settings)
      throws IOException, InterruptedException {
    return ServerProcess.launch(folder.resolve("data"), settings).awaitReady();
  }

  /// Sends until so many spans are acknowledged or the server has died.
  private Totals load(ServerProcess server, long spans) throws IOException, InterruptedException {
    Plan plan = Plan.fullSpeed(server.endpoint(Protocol.GRPC), LONG, acked());
    Load load = Load.start(plan, Pool.make(new Recipe(1, 20, 150, 500)), Clock.system());
    await().atMost(LONG).until(() -> load.totals().ackedSpans() >= spans || !isAlive(server));
    load.stop();
    Totals totals = load.await(_ -> {});
    assertThat(totals.refusedSpans()).as("%s", totals).isZero();
    return totals;
  }

  private void assertAllThere(String heap, Totals totals) throws Exception {
    try (ServerProcess server = start(Map.of(OPTIONS, heap))) {
      ReadBack.Result found = ReadBack.run(acked(), server.page());
      assertThat(found.isWhole()).as("%s %s", found, found.examples()).isTrue();
      assertThat(found.spans()).isEqualTo(totals.ackedSpans());
    }
  }

  private static boolean isAlive(ServerProcess server) {
    return server.process().orElseThrow().isAlive();
  }

  private Path acked() {
    return folder.resolve("acked");
  }
}
