package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Traces are closed when nothing has come for them for a while, whatever they lie in by then.
class EmbeddedStoreClosingTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final AtomicLong nanos = new AtomicLong();
  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final List<TraceClose> closed = new ArrayList<>();
  private final List<TraceId> late = new ArrayList<>();
  private final List<Span> spans = new TraceGen(new Gen(1)).trace(12);
  private EmbeddedStore store;

  @BeforeEach
  void open() throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 16, Duration.ofHours(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));
    store =
        EmbeddedStore.open(
            settings, disk, new StoreClock(InstantSource.system(), nanos::get), listener());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private StoreListener listener() {
    return new StoreListener() {
      @Override
      public Optional<TraceListener> traces() {
        return Optional.of(new Notes());
      }
    };
  }

  private final class Notes implements TraceListener {
    @Override
    public void closed(TenantId tenant, TraceClose trace) {
      synchronized (closed) {
        closed.add(trace);
      }
    }

    @Override
    public void late(TenantId tenant, TraceId trace, int count) {
      synchronized (closed) {
        late.add(trace);
      }
    }
  }

  private void append(List<Span> some) {
    store.append(TENANT, Requests.of(some));
  }

  private void wait(Duration time) {
    nanos.addAndGet(time.toNanos());
    store.closeTraces();
  }

  private List<TraceClose> closed() {
    synchronized (closed) {
      return List.copyOf(closed);
    }
  }

  @Test
  void closed_traceThatIsQuiet_isToldOnceWithAllItsSpans() throws IOException {
    append(spans.subList(0, 5));
    store.seal();
    wait(Duration.ofSeconds(9));
    append(spans.subList(5, 12));
    wait(Duration.ofSeconds(9));
    assertThat(closed()).isEmpty();

    wait(Duration.ofSeconds(1));
    wait(Duration.ofSeconds(60));

    assertThat(closed()).hasSize(1);
    TraceClose trace = closed().getFirst();
    assertThat(trace.trace()).isEqualTo(spans.getFirst().traceId());
    assertThat(trace.reason()).isEqualTo(TraceClose.Reason.IDLE);
    assertThat(trace.spanCount()).isEqualTo(12);
    assertThat(trace.rootName()).isEqualTo(spans.getFirst().name());
    assertThat(trace.rootService()).isEqualTo(spans.getFirst().resource().serviceName());
    assertThat(trace.isComplete()).isTrue();
  }

  @Test
  void late_spansOfAClosedTrace_areToldAndTheTraceStaysClosed() {
    append(spans.subList(0, 5));
    wait(Duration.ofSeconds(11));
    append(spans.subList(5, 12));
    wait(Duration.ofSeconds(11));

    assertThat(closed()).hasSize(1);
    assertThat(late).containsExactly(spans.getFirst().traceId());
  }

  @Test
  void closed_spansOfTheLog_areToldAfterARestart() throws IOException {
    append(spans);
    store.close();
    open();
    wait(Duration.ofSeconds(11));

    assertThat(closed()).extracting(TraceClose::spanCount).containsExactly(12);
  }
}
