package dev.clew.instrument.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of spans when the server does not take them.
class BufferingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final RetryPolicy RETRIES =
      RetryPolicy.builder().setMaxAttempts(4).setInitialBackoff(Duration.ofMillis(20)).build();

  private Duration timeout = SOON;
  private OtlpSink sink = new OtlpSink();
  private final int port = sink.port();
  private final ExportCounts counts = new ExportCounts();
  private SpanExporter exporter = SpanExporter.composite();

  @TempDir private Path folder = Path.of("unset");

  BufferingTest() throws IOException {}

  @AfterEach
  void close() {
    exporter.shutdown().join(5, TimeUnit.SECONDS);
    sink.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void export_serverBusyForAWhile_isRetriedAndTaken(int status) {
    sink.next(OtlpSink.status(status), OtlpSink.status(status));

    assertThat(export("a")).isTrue();

    assertThat(sink.spans()).hasSize(1);
    assertThat(counts.sent()).isEqualTo(1);
    assertThat(counts.buffered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 413, 500})
  void export_finalAnswer_isTriedOnceAndCounted(int status) {
    sink.next(OtlpSink.status(status));

    assertThat(export("a")).isFalse();

    assertThat(sink.headers()).hasSize(1);
    assertThat(counts.refused()).isEqualTo(1);
    assertThat(counts.buffered()).isZero();
  }

  @Test
  void export_retriesSwitchedOff_isTriedOnce() {
    var buffering = new Buffering(folder, 1 << 20, Duration.ofHours(1), counts);
    exporter = new OtlpSenders(buffering, Optional.empty(), false).in(plain(null));
    sink.always(OtlpSink.status(503));

    assertThat(export("a")).isFalse();

    assertThat(sink.headers()).hasSize(1);
    assertThat(counts.buffered()).isEqualTo(1);
  }

  @Test
  void export_retryAfter_isWaitedFor() {
    sink.next(OtlpSink.retryAfter(503, 1));

    assertThat(export("a")).isTrue();

    long waited = sink.arrivals().get(1) - sink.arrivals().get(0);
    assertThat(Duration.ofNanos(waited)).isGreaterThan(Duration.ofMillis(950));
  }

  @Test
  void export_serverBusyForLong_waitsOnDiskAndArrivesOnce() {
    sink.always(OtlpSink.status(503));
    assertThat(export("a")).isFalse();
    assertThat(export("b")).isFalse();
    assertThat(counts.buffered()).isEqualTo(2);

    sink.always(null);

    await().atMost(SOON).until(() -> counts.resent() == 2);
    assertThat(sink.spans()).extracting(Span::getName).containsExactly("a", "b");
    assertThat(folder).isEmptyDirectory();
    assertThat(counts.lost()).isZero();
  }

  @Test
  void export_connectionsReset_waitsOnDisk() {
    sink.always(OtlpSink.reset());

    assertThat(export("a")).isFalse();

    sink.always(null);
    await().atMost(SOON).until(() -> sink.spans().size() == 1);
  }

  @Test
  void export_serverHangs_waitsOnDisk() {
    CountDownLatch end = new CountDownLatch(1);
    sink.always(exchange -> hang(end));
    timeout = Duration.ofSeconds(1);
    assertThat(export("a")).isFalse();
    assertThat(counts.buffered()).isEqualTo(1);

    end.countDown();
    sink.always(null);

    await().atMost(SOON).until(() -> counts.resent() == 1);
  }

  @Test
  void export_serverRestarts_nothingIsLost() throws IOException {
    assertThat(export("a")).isTrue();
    sink.close();
    assertThat(export("b")).isFalse();

    sink = new OtlpSink(port);

    await().atMost(SOON).until(() -> sink.spans().size() == 1);
    assertThat(sink.spans().get(0).getName()).isEqualTo("b");
  }

  @Test
  void export_applicationRestarts_sendsWhatWasLeft() {
    sink.always(OtlpSink.status(503));
    assertThat(export("a")).isFalse();
    exporter.shutdown().join(5, TimeUnit.SECONDS);
    exporter = SpanExporter.composite();
    sink.always(null);

    assertThat(export("b")).isTrue();

    await().atMost(SOON).until(() -> sink.spans().size() == 2);
    assertThat(sink.spans()).extracting(Span::getName).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void buffer_full_letsTheOldestGo() throws IOException {
    DiskBuffer buffer = new DiskBuffer(folder, 250, counts.lost);
    for (int i = 0; i < 4; i++) {
      assertThat(buffer.add(new byte[] {(byte) i, 1, 2, 3, 4})).isTrue();
      assertThat(buffer.add(new byte[95])).isTrue();
    }

    assertThat(bytesOnDisk()).isLessThanOrEqualTo(250);
    assertThat(counts.lost()).isEqualTo(8 - buffer.size());
    assertThat(buffer.add(new byte[251])).isFalse();
  }

  @Test
  void buffer_opened_takesUpWhatItFinds() throws IOException {
    DiskBuffer before = new DiskBuffer(folder, 1_000, counts.lost);
    before.add(new byte[] {1});
    before.add(new byte[] {2});
    Files.write(folder.resolve("half-written"), new byte[] {9});

    DiskBuffer after = new DiskBuffer(folder, 1_000, counts.lost);
    after.add(new byte[] {3});

    assertThat(after.size()).isEqualTo(3);
    assertThat(after.read(after.oldest().orElseThrow())).contains(new byte[] {1});
  }

  private boolean export(String name) {
    if (exporter.getClass() != OtlpHttpSpanExporter.class) {
      var buffering = new Buffering(folder, 1 << 20, Duration.ofMillis(100), counts);
      exporter = new OtlpSenders(buffering, Optional.empty(), true).in(plain(RETRIES));
    }
    return exporter.export(List.of(span(name))).join(20, TimeUnit.SECONDS).isSuccess();
  }

  private OtlpHttpSpanExporter plain(@Nullable RetryPolicy retries) {
    return OtlpHttpSpanExporter.builder()
        .setEndpoint("http://127.0.0.1:" + port + "/v1/traces")
        .setTimeout(timeout)
        .setRetryPolicy(retries)
        .build();
  }

  private static SpanData span(String name) {
    return TestSpanData.builder()
        .setName(name)
        .setKind(SpanKind.INTERNAL)
        .setStatus(StatusData.unset())
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setHasEnded(true)
        .build();
  }

  private static void hang(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
