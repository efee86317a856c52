package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.zipkin.ZipkinReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Zipkin's clients send a span in pieces: its readers get all of them, everyone else the last.
class EmbeddedStorePiecesTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final TraceId TRACE = new TraceId(0, 1);

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private EmbeddedStore store;

  @BeforeEach
  void open() throws IOException {
    var settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 16, Duration.ofMillis(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofDays(1));
    store = EmbeddedStore.open(settings, disk, new StoreClock(clock, () -> 0), StoreListener.NONE);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void sendFromZipkin(String name) throws Exception {
    String json =
        "[{'traceId':'1','id':'2','name':'%s','timestamp':1767225600000000}]"
            .replace('\'', '"')
            .formatted(name);
    byte[] otlp = ZipkinReader.jsonV2(json.getBytes(StandardCharsets.UTF_8), 0);
    store.append(
        TENANT, new SpanRequest(otlp, Encoding.IDENTITY, OtlpReader.read(otlp, otlp.length)));
  }

  private static List<String> names(SpanBatch batch) {
    return ModelSpans.spans(batch).stream().map(Span::name).sorted().toList();
  }

  private List<String> pieces(TraceId trace) throws IOException {
    var names = new ArrayList<String>();
    store.fetchPieces(TENANT, trace, part -> names.addAll(names(part)));
    return names;
  }

  @Test
  void fetchPieces_sentInPieces_givesEach() throws Exception {
    sendFromZipkin("first");
    sendFromZipkin("second");

    assertThat(pieces(TRACE)).containsExactly("first", "second");
    assertThat(names(store.fetch(TENANT, TRACE))).containsExactly("second");
  }

  @Test
  void fetchPieces_afterBlocksWereMerged_givesEach() throws Exception {
    sendFromZipkin("first");
    store.seal();
    sendFromZipkin("second");
    store.seal();

    assertThat(store.compact()).isEqualTo(2);

    assertThat(pieces(TRACE)).containsExactly("first", "second");
    assertThat(names(store.fetch(TENANT, TRACE))).containsExactly("second");
  }

  @Test
  void fetchPieces_ofOtherFormats_givesTheLast() throws Exception {
    Span span = new Gen(1).span();
    store.append(TENANT, Requests.of(span));
    store.append(TENANT, Requests.of(span));

    assertThat(pieces(span.traceId())).containsExactly(span.name());
  }
}
