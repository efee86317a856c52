package dev.clew.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.testkit.ManualClock;
import dev.clew.wire.otlp.TraceLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final TraceId ONE = new TraceId(1, 1);
  private static final TraceId OTHER = new TraceId(-1, 2);

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_700_000_000));

  @TempDir private Path folder;

  private LogStore open() throws IOException {
    return LogStore.open(StoreSettings.of(folder), clock);
  }

  private static TraceLogs logs(TraceId trace, String text) {
    return new TraceLogs(trace, 1, text.getBytes(UTF_8));
  }

  private static List<String> texts(LogStore store, TraceId trace) throws IOException {
    return store.fetch(TENANT, trace).stream().map(each -> new String(each, UTF_8)).toList();
  }

  private void seal(LogStore store) {
    clock.advance(Duration.ofMinutes(11));
    store.tend();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("logs/files"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void records_acknowledged_areFoundByTheirTrace() throws IOException {
    try (LogStore store = open()) {
      AppendResult result = store.append(TENANT, List.of(logs(ONE, "a"), logs(OTHER, "b")));
      store.append(TENANT, List.of(logs(ONE, "c")));

      assertThat(result).isEqualTo(new AppendResult.Stored(2));
      assertThat(texts(store, ONE)).containsExactly("a", "c");
      assertThat(texts(store, OTHER)).containsExactly("b");
      assertThat(texts(store, new TraceId(1, 2))).isEmpty();
      assertThat(store.fetch(new TenantId("acme"), ONE)).isEmpty();
    }
  }

  @Test
  void records_unsealed_outliveARestart() throws IOException {
    try (LogStore store = open()) {
      store.append(TENANT, List.of(logs(ONE, "a")));
    }

    try (LogStore store = open()) {
      assertThat(texts(store, ONE)).containsExactly("a");
    }
  }

  @Test
  void records_sealed_areFoundInFiles_once() throws IOException {
    try (LogStore store = open()) {
      store.append(TENANT, List.of(logs(ONE, "a"), logs(OTHER, "b")));
      seal(store);
      assertThat(files()).hasSize(1);
      store.append(TENANT, List.of(logs(ONE, "c")));
      assertThat(texts(store, ONE)).containsExactly("a", "c");
    }

    try (LogStore store = open()) {
      assertThat(texts(store, ONE)).containsExactly("a", "c");
      assertThat(texts(store, OTHER)).containsExactly("b");
    }
  }

  @Test
  void manyTraces_areAllFound() throws IOException {
    try (LogStore store = open()) {
      var all = new ArrayList<TraceLogs>();
      for (int i = 1; i <= 1000; i++) {
        all.add(logs(new TraceId((long) i * 0x9e3779b97f4a7c15L, i), "text " + i));
      }
      store.append(TENANT, all);
      seal(store);

      for (TraceLogs each : all) {
        assertThat(store.fetch(TENANT, each.trace())).containsExactly(each.request());
      }
    }
  }

  @Test
  void deletion_leavesNothingInAnyFile_alsoAfterARestart() throws IOException {
    try (LogStore store = open()) {
      store.append(TENANT, List.of(logs(ONE, "a"), logs(OTHER, "b")));
      seal(store);
      store.append(TENANT, List.of(logs(ONE, "c"), logs(OTHER, "d")));

      store.delete(TENANT, Set.of(ONE));

      assertThat(texts(store, ONE)).isEmpty();
      assertThat(texts(store, OTHER)).containsExactly("b", "d");
    }
    try (LogStore store = open()) {
      assertThat(texts(store, ONE)).isEmpty();
      assertThat(texts(store, OTHER)).containsExactly("b", "d");
    }
  }

  @Test
  void retention_deletesFilesByAge() throws IOException {
    try (LogStore store = open()) {
      store.append(TENANT, List.of(logs(ONE, "a")));
      seal(store);
      clock.advance(StoreSettings.of(folder).retention().age());
      seal(store);

      assertThat(texts(store, ONE)).isEmpty();
      assertThat(files()).isEmpty();
    }
    try (LogStore store = open()) {
      assertThat(texts(store, ONE)).isEmpty();
    }
  }

  @Test
  void files_beyondTheirShareOfTheRoom_goOldestFirst() throws IOException {
    StoreSettings settings = StoreSettings.of(folder).withRetention(Duration.ofDays(7), 8 * 150);
    try (LogStore store = LogStore.open(settings, clock)) {
      store.append(TENANT, List.of(logs(ONE, "first")));
      seal(store);
      assertThat(texts(store, ONE)).containsExactly("first");
      store.append(TENANT, List.of(logs(ONE, "second")));
      seal(store);

      assertThat(texts(store, ONE)).containsExactly("second");
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void damagedFile_isToldAndLeftAlone() throws IOException {
    try (LogStore store = open()) {
      store.append(TENANT, List.of(logs(ONE, "a")));
      seal(store);
    }
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 30] ^= 1;
    Files.write(file, bytes);

    try (LogStore store = open()) {
      assertThat(store.damage()).hasSize(1).first().asString().contains("footer");
      assertThat(texts(store, ONE)).isEmpty();
      assertThat(file).exists();
    }
  }
}
