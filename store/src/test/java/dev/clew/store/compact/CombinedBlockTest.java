package dev.clew.store.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TraceId;
import dev.clew.store.StoredRows;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.BlockOrigin;
import dev.clew.store.block.BlockWriter;
import dev.clew.store.block.Counting;
import dev.clew.store.block.SampleSpans;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.SpanAssembler;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.wire.otlp.RequestWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CombinedBlockTest {
  private static final BlockOrigin ORIGIN = new BlockOrigin("tenant", 42, 1_000);

  private final Disk disk = new ForgetfulDisk();
  private int files;

  @BeforeEach
  void makeFolder() throws IOException {
    disk.createFolder(Path.of("/blocks"));
  }

  private SealedBlock sealed(StoredBlock source) throws IOException {
    Path file = Path.of("/blocks", files++ + ".clew");
    BlockWriter.write(disk, file, source, ORIGIN, Counting.first());
    return SealedBlock.open(disk, file);
  }

  /// Some requests; each sends spans of the one before again, changed.
  private static List<ExportTraceServiceRequest> requests(long seed) {
    var gen = new Gen(seed);
    var requests = new ArrayList<ExportTraceServiceRequest>();
    for (int count = gen.random().nextInt(2, 6); count > 0; count--) {
      var request = SampleSpans.request(gen.random().nextLong()).toBuilder();
      if (!requests.isEmpty()) {
        for (ResourceSpans each : SampleSpans.apart(requests.getLast())) {
          if (gen.chance(0.3)) {
            request.addResourceSpans(changed(each, gen));
          }
        }
      }
      requests.add(request.build());
    }
    return requests;
  }

  private static ResourceSpans changed(ResourceSpans alone, Gen gen) {
    var changed = alone.toBuilder();
    changed
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .setStartTimeUnixNano(gen.random().nextLong(1_000_000))
        .setName(gen.text());
    return changed.build();
  }

  private static CombinedBlock combined(List<? extends StoredBlock> blocks) throws IOException {
    return CombinedBlock.of(blocks, 1_000, () -> true);
  }

  /// Heads and files, as they come.
  private List<StoredBlock> blocks(List<ExportTraceServiceRequest> requests) throws IOException {
    var blocks = new ArrayList<StoredBlock>();
    for (ExportTraceServiceRequest each : requests) {
      StoredBlock head = SampleSpans.head(each);
      blocks.add(blocks.size() % 3 == 2 ? head : sealed(head));
    }
    return blocks;
  }

  private static List<ResourceSpans> lastOfEach(List<ExportTraceServiceRequest> requests) {
    record Identity(Object trace, Object span, int kind) {}

    Map<Identity, ResourceSpans> last = new LinkedHashMap<>();
    for (ExportTraceServiceRequest request : requests) {
      for (ResourceSpans each : SampleSpans.apart(request)) {
        Span span = each.getScopeSpans(0).getSpans(0);
        last.put(new Identity(span.getTraceId(), span.getSpanId(), span.getKindValue()), each);
      }
    }
    return List.copyOf(last.values());
  }

  private static List<ResourceSpans> spans(StoredBlock block) throws IOException {
    var out = new RequestWriter();
    SpanAssembler.assemble(block, IntStream.range(0, block.rowCount()).toArray(), out);
    return SampleSpans.apart(ExportTraceServiceRequest.parseFrom(out.toBytes()));
  }

  static IntStream seeds() {
    return IntStream.range(0, Effort.of(16, 1000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sealed_anyBlocks_givesBackTheLastOfEverySpan(long seed) throws IOException {
    List<ExportTraceServiceRequest> requests = requests(seed);

    try (SealedBlock compacted = sealed(combined(blocks(requests)))) {
      List<ResourceSpans> last = lastOfEach(requests);
      List<ResourceSpans> given = spans(compacted);
      assertThat(given).hasSameSizeAs(last);
      assertThat(Set.copyOf(given).equals(Set.copyOf(last))).as("seed %d", seed).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_anyBlocks_isWhatIsSealedOfIt(long seed) throws IOException {
    CombinedBlock combined = combined(blocks(requests(seed)));

    try (SealedBlock compacted = sealed(combined)) {
      assertThat(sortedRows(combined)).isEqualTo(sortedRows(compacted));
      assertThat(combined.columns()).isEqualTo(compacted.columns());
      assertThat(combined.minStartNanos()).isEqualTo(compacted.minStartNanos());
      assertThat(combined.maxStartNanos()).isEqualTo(compacted.maxStartNanos());
      assertThat(traces(combined)).isEqualTo(traces(compacted));
    }
  }

  private static List<String> sortedRows(StoredBlock block) {
    return StoredRows.of(block).stream().sorted().toList();
  }

  /// What the directory says of each trace.
  private static Map<TraceId, String> traces(StoredBlock block) throws IOException {
    TraceDirectory traces = block.traces();
    var said = new LinkedHashMap<TraceId, String>();
    for (int number = 0; number < traces.size(); number++) {
      assertThat(traces.find(traces.traceId(number))).isEqualTo(number);
      said.put(
          traces.traceId(number),
          traces.rows(number).length
              + " rows from "
              + traces.minStartNanos(number)
              + " to "
              + traces.maxEndNanos(number));
    }
    return said;
  }

  @Test
  void sealed_notWantedAnyMore_isGivenUp() throws IOException {
    CombinedBlock combined = CombinedBlock.of(blocks(requests(1)), 1_000, () -> false);

    assertThatThrownBy(() -> sealed(combined)).isInstanceOf(InterruptedIOException.class);

    assertThat(disk.list(Path.of("/blocks")).toString()).doesNotContain(".tmp");
  }

  @Test
  void find_traceOfNoBlock_findsNone() throws IOException {
    CombinedBlock combined = combined(blocks(requests(1)));

    assertThat(combined.traces().find(new TraceId(1, 2))).isNegative();
  }

  @Test
  void sealed_compactedAgain_staysTheSame() throws IOException {
    SealedBlock once = sealed(combined(blocks(requests(2))));
    SealedBlock twice = sealed(combined(List.of(once)));

    assertThat(StoredRows.of(twice)).isEqualTo(StoredRows.of(once));
    assertThat(twice.bytes()).isEqualTo(once.bytes());
  }

  @Test
  void attributeKeys_ofSpansSentAgainWithout_areGone() throws IOException {
    StoredBlock first = SampleSpans.head(1, at -> withKey("secret"));
    StoredBlock later = SampleSpans.head(1, at -> withKey("public"));

    try (SealedBlock compacted = sealed(combined(List.of(sealed(first), later)))) {
      assertThat(compacted.storedKeys().toString()).contains("public").doesNotContain("secret");
      assertThat(spans(compacted).toString()).contains("public");
    }
  }

  private static Span.Builder withKey(String key) {
    return SampleSpans.span(1, 2, 0).addAttributes(SampleSpans.attribute(key, "value"));
  }
}
