package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.clew.store.compact.CombinedBlock;
import dev.clew.wire.otlp.RequestWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Blocks of format 1 are read, and compacted, as if they were new.
class OldColumnsTest {
  private final MemoryDisk disk = new MemoryDisk();

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  private SealedBlock sealed(String name, StoredBlock source) throws IOException {
    Path file = Path.of("/" + name);
    BlockWriter.write(disk, file, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    return SealedBlock.open(disk, file);
  }

  private SealedBlock old(ExportTraceServiceRequest request) throws IOException {
    return sealed("old", new AsFormat1(SampleSpans.head(request)));
  }

  private static ExportTraceServiceRequest assembled(StoredBlock block) throws IOException {
    var out = new RequestWriter();
    SpanAssembler.assemble(block, IntStream.range(0, block.rowCount()).toArray(), out);
    return ExportTraceServiceRequest.parseFrom(out.toBytes());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_oldBlock_isAsANewOne(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);
    StoredBlock head = SampleSpans.head(request);

    SealedBlock old = old(request);

    assertThat(old.columns()).isEqualTo(head.columns());
    assertThat(BlockContent.rows(old)).isEqualTo(BlockContent.sealedRows(head));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void assemble_oldBlock_givesWhatWasSent(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);

    assertThat(SampleSpans.apart(assembled(old(request))))
        .containsExactlyInAnyOrderElementsOf(SampleSpans.apart(request));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void compact_oldBlockWithNewOne_isAsOfTwoNewOnes(int seed) throws IOException {
    ExportTraceServiceRequest first = SampleSpans.request(seed);
    SealedBlock young = sealed("young", SampleSpans.head(SampleSpans.request(seed + 1)));
    SealedBlock fresh = sealed("fresh", SampleSpans.head(first));

    SealedBlock expected = sealed("expected", combined(fresh, young));
    SealedBlock compacted = sealed("compacted", combined(old(first), young));

    assertThat(compacted.columns()).isEqualTo(expected.columns());
    assertThat(compacted.storedKeys()).doesNotContain(StoredKey.OLD_EVENT, StoredKey.OLD_LINK);
    assertThat(assembled(compacted)).isEqualTo(assembled(expected));
  }

  private static StoredBlock combined(SealedBlock... blocks) throws IOException {
    return CombinedBlock.of(List.of(blocks), 1_000, () -> true);
  }

  @Test
  void read_oldEventsAndLinksOfManyKinds_areAsSent() throws IOException {
    var span = SampleSpans.span(1, 2, 0);
    span.addEventsBuilder().setName("no time");
    span.addEventsBuilder().setTimeUnixNano(5);
    span.addLinksBuilder().setSpanId(ByteString.copyFrom(new byte[8]));
    span.addLinksBuilder().setTraceId(ByteString.copyFrom(new byte[5]));
    span.addLinksBuilder()
        .setTraceId(ByteString.copyFrom(new byte[16]))
        .setSpanId(ByteString.copyFrom(new byte[8]));
    StoredBlock head = SampleSpans.head(1, _ -> span);

    SealedBlock old = sealed("old", new AsFormat1(head));

    assertThat(BlockContent.rows(old)).isEqualTo(BlockContent.rows(head));
    assertThat(assembled(old).getResourceSpans(0).getScopeSpans(0).getSpans(0))
        .isEqualTo(span.build());
  }
}
