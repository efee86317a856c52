package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.bench.check.ReadBack;
import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asks the real server to end while clients send as fast as they can: it ends in order, they are
/// told nothing but to try again, and what it acknowledged is there when it is started again.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TerminateIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int SPANS = 5_000;

  @TempDir Path folder;

  @Test
  void signal_underLoad_losesNothingAndIsAnsweredByRetries() throws Exception {
    List<Totals> totals = new ArrayList<>();
    try (ServerProcess server = start()) {
      List<Load> loads = List.of(load(Protocol.GRPC, server), load(Protocol.HTTP, server));
      await().atMost(LONG).until(() -> loads.stream().allMatch(each -> acked(each) >= SPANS));

      assertThat(server.stop()).isZero();

      await().atMost(LONG).until(() -> loads.stream().allMatch(TerminateIT::isRetrying));
      loads.forEach(Load::stop);
      for (Load load : loads) {
        totals.add(load.await(_ -> {}));
      }
    }
    assertThat(totals).allMatch(each -> each.refusedSpans() == 0);
    try (ServerProcess server = start()) {
      ReadBack.Result found = ReadBack.run(acked(), server.page());
      assertThat(found.isWhole()).as("%s %s", found, found.examples()).isTrue();
      assertThat(found.spans()).isEqualTo(totals.stream().mapToLong(Totals::ackedSpans).sum());
    }
  }

  private static long acked(Load load) {
    return load.totals().ackedSpans();
  }

  private static boolean isRetrying(Load load) {
    return load.totals().retries() > 0;
  }

  private Path acked() {
    return folder.resolve("acked");
  }

  private ServerProcess start() throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of("CLEW_STORE_SEAL_SPANS", "3000", "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    return ServerProcess.launch(folder.resolve("data"), settings).awaitReady();
  }

  /// The loads have traces of their own, and share the file.
  private Load load(Protocol protocol, ServerProcess server) throws IOException {
    var plan =
        new Plan(
            server.endpoint(protocol),
            protocol,
            Encoding.ZSTD,
            Rate.MAX,
            Plan.NO_END,
            LONG,
            4,
            Optional.of(acked()));
    var recipe = new Recipe(protocol.ordinal(), 5, 50, 100);
    return Load.start(plan, Pool.make(recipe), Clock.system());
  }
}
