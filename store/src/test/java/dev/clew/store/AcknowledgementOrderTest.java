package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TenantId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.store.disk.RecordingDisk;
import dev.clew.store.disk.RecordingDisk.Event;
import dev.clew.testkit.Gen;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many appends at once: none is acknowledged before a sync of its file that began after its write
/// had returned.
class AcknowledgementOrderTest {
  private static final int WRITERS = 16;
  private static final int REQUESTS_A_WRITER = 25;

  private final RecordingDisk disk = new RecordingDisk(new ForgetfulDisk());

  private void append(SyncMode mode, Duration linger) throws Exception {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withSyncMode(mode)
            .withLog(linger, 1 << 18, Duration.ofHours(1))
            .withHeads(1 << 30, 100, Duration.ofHours(1));
    try (EmbeddedStore store = open(settings);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (long seed = 0; seed < WRITERS; seed++) {
        var gen = new Gen(seed);
        writers.add(() -> append(store, gen));
      }
      for (Future<Integer> each : threads.invokeAll(writers)) {
        assertThat(each.get()).isEqualTo(REQUESTS_A_WRITER);
      }
    }
  }

  private EmbeddedStore open(StoreSettings settings) throws IOException {
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  private int append(EmbeddedStore store, Gen gen) {
    int stored = 0;
    for (int at = 0; at < REQUESTS_A_WRITER; at++) {
      SpanRequest request = Requests.of(gen.span());
      if (store.append(TenantId.DEFAULT, request) instanceof AppendResult.Stored) {
        disk.note(new Event.Acknowledged(RecordingDisk.text(request.body())));
        stored++;
      }
    }
    return stored;
  }

  /// The acknowledgements that came too early.
  private List<Event.Acknowledged> early() {
    Map<Path, List<String>> written = new HashMap<>();
    Map<Path, List<String>> forcing = new HashMap<>();
    List<String> safe = new ArrayList<>();
    List<Event.Acknowledged> early = new ArrayList<>();
    for (Event event : disk.events()) {
      switch (event) {
        case Event.Written(var file, var content) ->
            written.computeIfAbsent(file, _ -> new ArrayList<>()).add(content);
        case Event.Forcing(var file) -> {
          List<String> begun = written.remove(file);
          forcing.put(file, begun == null ? List.of() : begun);
        }
        case Event.Forced(var file) -> safe.addAll(forcing.remove(file));
        case Event.Acknowledged acknowledged -> {
          if (safe.stream().noneMatch(each -> each.contains(acknowledged.content()))) {
            early.add(acknowledged);
          }
        }
      }
    }
    return early;
  }

  @ParameterizedTest
  @EnumSource
  void append_manyAtOnce_areAcknowledgedAfterTheirSync(Linger linger) throws Exception {
    append(SyncMode.GROUP, linger.time);

    assertThat(acknowledged()).hasSize(WRITERS * REQUESTS_A_WRITER);
    assertThat(early()).isEmpty();
  }

  enum Linger {
    NONE(Duration.ZERO),
    SHORT(Duration.ofMillis(2));

    private final Duration time;

    Linger(Duration time) {
      this.time = time;
    }
  }

  private Set<Event> acknowledged() {
    var acknowledged = new HashSet<Event>(disk.events());
    acknowledged.removeIf(each -> !(each instanceof Event.Acknowledged));
    return acknowledged;
  }

  /// The check of the check above: a store that may acknowledge before the sync is seen to.
  @Test
  void append_withoutSync_isSeenToBeAcknowledgedTooEarly() throws Exception {
    append(SyncMode.OFF, Duration.ZERO);

    assertThat(early()).isNotEmpty();
  }
}
