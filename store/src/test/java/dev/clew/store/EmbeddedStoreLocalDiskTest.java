package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store on this machine's disk, whose mapped files somebody else cuts or deletes: reading them
/// must not end the process, nor throw anything but what readers of blocks expect.
class EmbeddedStoreLocalDiskTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int READS = 3_000;

  @TempDir private Path folder;
  private EmbeddedStore store;

  @BeforeEach
  void openStore() throws IOException {
    StoreSettings settings =
        StoreSettings.of(folder)
            .withLog(Duration.ZERO, 1 << 20, Duration.ofMillis(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofDays(1));
    store = EmbeddedStore.open(settings, InstantSource.system(), StoreListener.NONE);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private void seal(long seed) throws IOException {
    store.append(TENANT, Requests.of(new TraceGen(new Gen(seed)).trace(30)));
    store.seal();
  }

  private Path block() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blocks/default"))) {
      return files
          .filter(each -> each.toString().endsWith(".clew"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static Block named(StoreView view, Path file) {
    String name = String.valueOf(file.getFileName());
    return view.blocks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  /// What became of reading a block again and again.
  private static int damaged(Block block) throws IOException {
    int damaged = 0;
    for (int read = 0; read < READS; read++) {
      try {
        var page = new ColumnPage();
        for (ColumnKey.Intrinsic key : ColumnKey.Intrinsic.values()) {
          var column = block.column(key);
          if (column.isPresent()) {
            column.get().read(0, page);
          }
        }
        block.traces().traceId(0);
      } catch (CorruptBlockException e) {
        damaged++;
      } catch (UncheckedIOException e) {
        assertThat(e.getCause()).isInstanceOf(CorruptBlockException.class);
        damaged++;
      }
    }
    return damaged;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 4096})
  void read_fileCutUnderManyReaders_isDamageOfThatBlockAlone(long bytes) throws Exception {
    seal(1);
    seal(2);
    try (StoreView view = store.view(TENANT, TimeRange.ALL);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Path file = block();
      Block cut = named(view, file);
      Block whole =
          view.blocks().stream()
              .filter(each -> !each.name().equals(cut.name()))
              .findFirst()
              .orElseThrow();
      Callable<Integer> task = () -> damaged(cut);
      List<Future<Integer>> reads =
          IntStream.range(0, 4).mapToObj(_ -> threads.submit(task)).toList();
      cut(file, bytes);

      for (Future<Integer> each : reads) {
        each.get();
      }
      assertThat(damaged(cut)).isEqualTo(READS);
      assertThat(damaged(whole)).isZero();
    }
  }

  @Test
  void tend_fileCut_isSetAsideAndTheRestServed() throws IOException {
    seal(1);
    seal(2);
    cut(block(), 10);

    await().atMost(Duration.ofSeconds(60)).until(() -> store.status().blocks() == 1);

    assertThat(store.status().missing()).singleElement().asString().contains("set aside");
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(StoredRows.of(view)).hasSize(30);
    }
  }
}
