package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.disk.Disk;
import dev.clew.wire.otlp.RequestWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedBlockTest {
  private static final BlockOrigin ORIGIN = new BlockOrigin("tenant", 42, 1_000);

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  private SealedBlock sealed(StoredBlock source) throws IOException {
    Path file = folder.resolve("1.block");
    BlockWriter.write(Disk.local(), file, source, ORIGIN);
    return SealedBlock.open(Disk.local(), file);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void assemble_allRows_givesWhatWasSent(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);

    try (SealedBlock block = sealed(SampleSpans.head(request))) {
      var out = new RequestWriter();
      SpanAssembler.assemble(block, IntStream.range(0, block.rowCount()).toArray(), out);

      assertThat(SampleSpans.apart(ExportTraceServiceRequest.parseFrom(out.toBytes())))
          .containsExactlyInAnyOrderElementsOf(SampleSpans.apart(request));
    }
  }
}
