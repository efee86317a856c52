package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.bench.check.ReadBack;
import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.testkit.Effort;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the real server with signal 9 under full load: what it acknowledged must be there when it
/// is started again.
@Timeout(value = 10, unit = TimeUnit.HOURS) // a thousand rounds in the long tests
class KillNineIT {
  private static final int ROUNDS = Effort.of(12, 1_000);
  private static final Duration LONG = Duration.ofMinutes(2);

  /// Often enough that some kills meet a block being sealed.
  private static final int SEAL_SPANS = 10_000;

  private static final int MOST_SPANS = 30_000;

  /// It lives for seconds, so compiling it well costs more than it brings.
  private static final String JVM = "-XX:TieredStopAtLevel=1";

  private final SplittableRandom random = new SplittableRandom(9);
  private final List<Totals> loads = new ArrayList<>();

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void choose() {
    data = folder.resolve("data");
  }

  @Test
  void acknowledgedSpans_killedRoundAfterRound_areAllThere() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = start(SEAL_SPANS)) {
        if (round > 0) {
          readBack(server, round - 1);
        }
        loadAndKill(server, round, random.nextInt(1, MOST_SPANS));
      }
      killWhileStarting();
    }

    try (ServerProcess server = start(SEAL_SPANS)) {
      for (int round = 0; round < ROUNDS; round++) {
        readBack(server, round);
      }
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void readBack_logCutShort_noticesTheLostSpans() throws Exception {
    try (ServerProcess server = start(10 * MOST_SPANS)) {
      loadAndKill(server, 0, MOST_SPANS / 2);
    }

    truncate(newestSegment());

    try (ServerProcess server = start(SEAL_SPANS)) {
      assertThat(ReadBack.run(acked(0), server.page()).lost()).isPositive();
    }
  }

  private ServerProcess start(int sealSpans) throws IOException, InterruptedException {
    return launch(sealSpans).awaitReady();
  }

  private ServerProcess launch(int sealSpans) throws IOException {
    String seal = Integer.toString(sealSpans);
    return ServerProcess.launch(
        data, Map.of("CLEW_STORE_SEAL_SPANS", seal, "JAVA_TOOL_OPTIONS", JVM));
  }

  /// Also what is done on the way up must stand being cut off.
  private void killWhileStarting() throws IOException, InterruptedException {
    try (ServerProcess server = launch(SEAL_SPANS)) {
      server.waitFor(Duration.ofMillis(random.nextInt(2_000)));
    }
  }

  private void loadAndKill(ServerProcess server, int round, int spans)
      throws IOException, InterruptedException {
    Plan plan = Plan.fullSpeed(server.endpoint(Protocol.GRPC), LONG, acked(round));
    Load load = Load.start(plan, Pool.make(new Recipe(round, 20, 150, 500)), Clock.system());
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> load.totals().ackedSpans() >= spans);
    server.kill();
    load.stop();
    Totals totals = load.await(_ -> {});
    assertThat(totals.refusedSpans()).as("round %d: %s", round, totals).isZero();
    loads.add(totals);
  }

  private void readBack(ServerProcess server, int round) throws IOException, InterruptedException {
    ReadBack.Result result = ReadBack.run(acked(round), server.page());
    assertThat(result.isWhole()).as("round %d: %s %s", round, result, result.examples()).isTrue();
    assertThat(result.spans()).isPositive().isEqualTo(loads.get(round).ackedSpans());
  }

  private Path acked(int round) {
    return folder.resolve("acked-" + round);
  }

  private Path newestSegment() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("wal"))) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /// Leaves the first half of what was written.
  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int written = bytes.length;
    while (bytes[written - 1] == 0) {
      written--;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(written / 2);
    }
  }
}
