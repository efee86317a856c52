package dev.clew.bench.scan;

import dev.clew.bench.load.Latencies;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryException;
import dev.clew.store.Block;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.StoreView;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Scans all blocks of a data folder again and again on the calling thread, whose CPU time is what
/// counts. Owned by that thread.
public final class Passes implements AutoCloseable {
  private static final TimeRange ALWAYS = new TimeRange(0, Long.MAX_VALUE);

  private final EmbeddedStore store;
  private final StoreView view;
  private final RawScan scan = new RawScan();

  private Passes(EmbeddedStore store) {
    this.store = store;
    view = store.view(TenantId.DEFAULT, ALWAYS);
  }

  /// Opens the folder, which no server may have open.
  public static Passes over(Path data) throws IOException {
    return new Passes(
        EmbeddedStore.open(
            StoreSettings.of(data),
            Disk.local(),
            StoreClock.of(InstantSource.system()),
            StoreListener.NONE));
  }

  /// What is done with every span.
  public enum Kind {
    THREE_PREDICATES("raw, three predicates"),
    COUNT_BY_RESOURCE("raw, count by resource");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /// What the passes that count took.
  public record Result(Latencies.Snapshot latencies, double spansPerCpuSecond) {}

  /// How many spans one pass scans.
  public long spans() {
    return view.blocks().stream().mapToLong(Block::rowCount).sum();
  }

  /// Scans everything so often.
  ///
  /// @param warmUp passes before them that do not count
  public Result run(Kind kind, long warmUp, long count) throws IOException {
    for (long pass = 0; pass < warmUp; pass++) {
      pass(kind);
    }
    var latencies = new Latencies();
    long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (long pass = 0; pass < count; pass++) {
      long start = System.nanoTime();
      pass(kind);
      latencies.record(System.nanoTime() - start);
    }
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
    return new Result(latencies.snapshot(), spans() * 1e9 * count / cpu);
  }

  private void pass(Kind kind) throws IOException {
    List<Block> blocks = view.blocks();
    switch (kind) {
      case THREE_PREDICATES -> count(blocks);
      case COUNT_BY_RESOURCE -> {
        for (Block block : blocks) {
          scan.countByResource(block);
        }
      }
    }
  }

  private void count(List<Block> blocks) throws IOException {
    try {
      scan.count(blocks, RawScan.THREE_PREDICATES);
    } catch (QueryException impossible) {
      throw new IllegalStateException("nothing stops this scan", impossible);
    }
  }

  @Override
  public void close() throws IOException {
    view.close();
    store.close();
  }
}
