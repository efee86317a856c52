package dev.clew.bench;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.store.SyncMode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench sync`: what it costs that spans are on the disk before they are acknowledged.
@Command(
    name = "sync",
    sortOptions = false,
    description =
        "Starts two servers, one that syncs as --sync says and one that never does, and sends to"
            + " one after the other at full speed, again and again, so that whatever else the"
            + " machine does falls on both. The last column compares with the one that never does.")
final class SyncModes extends BenchCommand {
  private static final Column MODE = new Column("sync", "sync", "%s");
  private static final Column SPANS = new Column("spans", "ackedSpans", "%,.0f");
  private static final Column SPEED = new Column("spans/s", "spansPerSecond", "%,.0f");
  private static final Column CPU = new Column("CPU s/M", "cpuSecondsPerMillionSpans", "%.2f");
  private static final Column SHARE = new Column("by off", "speedByOff", "%.2f");

  private static final int SERVICES = 20;
  private static final int TRACES = 1_000;
  private static final int BATCH = 500;

  @Mixin private ServerOptions servers = new ServerOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions(Rate.MAX);

  @Option(names = "--warm-up", description = "of each server; default: 20s")
  private Duration warmUp = Duration.ofSeconds(20);

  @Option(names = "--turns", description = "of each server; default: ${DEFAULT-VALUE}")
  private int turns = 6;

  @Option(names = "--duration", description = "of each turn; default: 5s")
  private Duration duration = Duration.ofSeconds(5);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = traffic.describe(servers.describe(new Report("sync", Machine.now())));
    try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "sync");
        Lane asked = new Lane(own, servers.sync());
        Lane off = new Lane(own, SyncMode.OFF)) {
      List<Lane> lanes = List.of(asked, off);
      for (Lane lane : lanes) {
        lane.send(0, warmUp);
      }
      for (int turn = 1; turn <= turns; turn++) {
        for (Lane lane : lanes) {
          lane.measure(turn);
        }
      }
      lanes.forEach(lane -> report.add(lane.row().put(SHARE, lane.speed() / off.speed())));
      report.print(out());
      return lanes.stream().allMatch(Lane::isWhole) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  /// A server and what was measured of it. Owned by one thread.
  private final class Lane implements AutoCloseable {
    private final SyncMode mode;
    private final ServerProcess server;
    private final List<Totals> measured = new ArrayList<>();
    private double cpuSeconds;

    Lane(TemporaryFolder own, SyncMode mode) throws IOException, InterruptedException {
      this.mode = mode;
      server = servers.launch(own.path().resolve(name()), mode).awaitReady();
    }

    private String name() {
      return mode.name().toLowerCase(Locale.ROOT);
    }

    /// @param seed another one each time, so that no span is sent twice
    Totals send(int seed, Duration time) throws IOException, InterruptedException {
      Pool pool = Pool.make(new Recipe(seed, SERVICES, TRACES, BATCH));
      return traffic.send(server, pool, Plan.NO_END, time, progress().of(name()));
    }

    void measure(int turn) throws IOException, InterruptedException {
      try (Usage usage = Usage.of(server.process())) {
        measured.add(send(turn, duration));
        cpuSeconds += usage.cpuSeconds();
      }
    }

    boolean isWhole() {
      return measured.stream().allMatch(Totals::isWhole);
    }

    private long spans() {
      return measured.stream().mapToLong(Totals::ackedSpans).sum();
    }

    double speed() {
      return spans() * 1e9 / measured.stream().mapToLong(Totals::nanos).sum();
    }

    Row row() {
      return new Row()
          .put(MODE, name())
          .put(SPANS, spans())
          .put(SPEED, speed())
          .put(CPU, cpuSeconds * 1e6 / spans());
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
