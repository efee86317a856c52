package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One bit turned round anywhere in a folder of blocks and logs: nothing wrong is ever served, and
/// nothing is missed in silence.
class DamagedFolderTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int FLIPS = Effort.of(300, 10_000);
  private static final int TRACES = 12;

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final Map<TraceId, List<Span>> traces = new HashMap<>();
  private List<Span> last = List.of();

  private static EmbeddedStore open(ForgetfulDisk disk) throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 14, Duration.ofHours(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  /// Three starts, each of which leaves a block and requests that are only in the log.
  @BeforeEach
  void fill() throws IOException {
    var gen = new TraceGen(new Gen(5));
    for (int start = 0; start < 3; start++) {
      try (EmbeddedStore store = open(disk)) {
        for (int at = 0; at < TRACES / 3; at++) {
          last = gen.trace(4);
          traces.put(last.getFirst().traceId(), last);
          store.append(TENANT, Requests.of(last));
          if (at == 1) {
            store.seal();
          }
        }
      }
    }
  }

  /// A place in a file.
  private record Place(Path file, int at, int bit) {
    byte[] turned(byte[] bytes) {
      byte[] turned = bytes.clone();
      turned[at] ^= (byte) (1 << bit);
      return turned;
    }
  }

  private Place anywhere(SplittableRandom random) {
    List<Path> files = disk.files();
    Path file = files.get(random.nextInt(files.size()));
    return new Place(file, random.nextInt(end(disk.bytes(file))), random.nextInt(8));
  }

  /// Where what was written ends and the zeroes begin.
  private static int end(byte[] bytes) {
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  @Test
  void open_bitTurnedAnywhere_servesNothingWrongAndMissesNothingInSilence() throws IOException {
    var random = new SplittableRandom(11);
    var wrong = new ArrayList<String>();
    for (int flip = 0; flip < FLIPS; flip++) {
      Place place = anywhere(random);
      ForgetfulDisk damaged = disk.copy();
      damaged.put(place.file(), place.turned(disk.bytes(place.file())));
      wrong.addAll(wrong(damaged).stream().map(each -> place + ": " + each).toList());
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void open_nothingTurned_missesNothing() throws IOException {
    try (EmbeddedStore store = open(disk)) {
      assertThat(store.status().missing()).isEmpty();
      assertThat(silentlyMissing(store)).isEmpty();
      assertThat(wrongRows(store)).isEmpty();
    }
  }

  private List<String> wrong(ForgetfulDisk damaged) throws IOException {
    try (EmbeddedStore store = open(damaged)) {
      List<String> wrong = new ArrayList<>(wrongTraces(store));
      wrong.addAll(wrongRows(store));
      if (store.status().missing().isEmpty()) {
        wrong.addAll(silentlyMissing(store));
      }
      return wrong;
    } catch (DataFolderException _) {
      return List.of(); // the mark of the folder itself
    } catch (RuntimeException e) {
      return List.of(e.toString());
    }
  }

  /// Traces that come back with something that was never sent.
  private List<String> wrongTraces(EmbeddedStore store) throws IOException {
    var wrong = new ArrayList<String>();
    for (Map.Entry<TraceId, List<Span>> each : traces.entrySet()) {
      try {
        List<ResourceSpans> found = Requests.alone(store.fetch(TENANT, each.getKey()));
        if (!Requests.alone(OtlpProto.request(each.getValue())).containsAll(found)) {
          wrong.add("trace " + each.getKey());
        }
      } catch (CorruptBlockException _) {
        // Said aloud.
      }
    }
    return wrong;
  }

  private List<String> wrongRows(EmbeddedStore store) {
    Set<String> rows = new HashSet<>(rows(store));
    rowsOf(traces.values().stream().flatMap(List::stream).toList()).forEach(rows::remove);
    return List.copyOf(rows);
  }

  /// The rows of a view, or none where reading them says what is damaged.
  private static List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).isInstanceOf(CorruptBlockException.class);
      return List.of();
    }
  }

  /// Traces that are not whole though nothing says so. The last request may go: damage to it looks
  /// like a request that was never finished.
  private List<String> silentlyMissing(EmbeddedStore store) throws IOException {
    var missing = new ArrayList<String>();
    for (List<Span> trace : traces.values()) {
      try {
        int found = store.fetch(TENANT, trace.getFirst().traceId()).size();
        if (found != trace.size() && !trace.equals(last)) {
          missing.add("trace " + trace.getFirst().traceId() + " has " + found + " spans");
        }
      } catch (CorruptBlockException _) {
        // Said aloud.
      }
    }
    return missing;
  }

  private static List<String> rowsOf(List<Span> spans) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 10));
  }

  /// A crash may leave zeroes where the end of the log would be, as well as cut it short.
  @Test
  void open_lastRequestWipedFromAnyByte_keepsTheOthers() throws IOException {
    Path log =
        disk.files().stream().filter(each -> each.toString().endsWith(".wal")).toList().getLast();
    byte[] whole = disk.bytes(log);
    int end = end(whole);
    int step = Effort.of(97, 1);
    for (int from = end - 1; from > end - Requests.of(last).body().length; from -= step) {
      ForgetfulDisk wiped = disk.copy();
      byte[] bytes = whole.clone();
      Arrays.fill(bytes, from, end, (byte) 0);
      wiped.put(log, bytes);
      try (EmbeddedStore store = open(wiped)) {
        assertThat(store.status().missing()).as("wiped from %d", from).isEmpty();
        assertThat(wrongRows(store)).as("wiped from %d", from).isEmpty();
        assertThat(silentlyMissing(store)).as("wiped from %d", from).isEmpty();
      }
    }
  }
}
