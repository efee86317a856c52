package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.clew.store.head.Head;
import dev.clew.testkit.Gen;
import dev.clew.wire.otlp.RequestWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanBytes;
import dev.clew.wire.proto.ProtoWriter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanAssemblerTest {
  private final MemoryDisk disk = new MemoryDisk();

  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  private SealedBlock sealed(StoredBlock source) throws IOException {
    Path file = Path.of("/1.block");
    BlockWriter.write(disk, file, source, new BlockOrigin("tenant", 1, 2), Counting.first());
    return SealedBlock.open(disk, file);
  }

  private static byte[] assembled(StoredBlock block, int... rows) throws IOException {
    var out = new RequestWriter();
    SpanAssembler.assemble(block, rows, out);
    return out.toBytes();
  }

  private static int[] allRows(StoredBlock block) {
    return IntStream.range(0, block.rowCount()).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void assemble_allRowsOfSealedBlock_givesWhatWasSent(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);
    SealedBlock block = sealed(SampleSpans.head(request));

    byte[] assembled = assembled(block, allRows(block));

    assertThat(SampleSpans.apart(ExportTraceServiceRequest.parseFrom(assembled)))
        .containsExactlyInAnyOrderElementsOf(SampleSpans.apart(request));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void assemble_allRowsOfHead_givesWhatWasSent(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);
    StoredBlock block = SampleSpans.head(request);

    byte[] assembled = assembled(block, allRows(block));

    assertThat(SampleSpans.apart(ExportTraceServiceRequest.parseFrom(assembled)))
        .containsExactlyInAnyOrderElementsOf(SampleSpans.apart(request));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void assemble_oneTrace_givesItsSpansOnly(int seed) throws IOException {
    ExportTraceServiceRequest request = SampleSpans.request(seed);
    SealedBlock block = sealed(SampleSpans.head(request));
    int number = seed % block.traces().size();

    byte[] assembled = assembled(block, block.traces().rows(number));

    ByteBuffer id =
        ByteBuffer.allocate(16)
            .putLong(block.traces().traceId(number).high())
            .putLong(block.traces().traceId(number).low())
            .flip();
    assertThat(SampleSpans.apart(ExportTraceServiceRequest.parseFrom(assembled)))
        .containsExactlyInAnyOrderElementsOf(
            SampleSpans.apart(request).stream()
                .filter(each -> traceId(each).asReadOnlyByteBuffer().equals(id))
                .toList());
  }

  private static ByteString traceId(ResourceSpans apart) {
    return apart.getScopeSpans(0).getSpans(0).getTraceId();
  }

  @Test
  void assemble_rowsOfOneResourceAndScope_putsThemTogether() throws IOException {
    ResourceSpans one = SampleSpans.request(5).getResourceSpans(0);
    var request = ExportTraceServiceRequest.newBuilder();
    for (ResourceSpans each : SampleSpans.request(6).getResourceSpansList()) {
      ScopeSpans.Builder scope =
          one.getScopeSpans(0).toBuilder().clearSpans().addSpans(each.getScopeSpans(0).getSpans(0));
      request.addResourceSpans(one.toBuilder().clearScopeSpans().addScopeSpans(scope));
    }
    SealedBlock block = sealed(SampleSpans.head(request.build()));

    var assembled = ExportTraceServiceRequest.parseFrom(assembled(block, allRows(block)));

    assertThat(assembled.getResourceSpansCount()).isEqualTo(1);
    assertThat(assembled.getResourceSpans(0).getScopeSpansCount()).isEqualTo(1);
    assertThat(assembled.getResourceSpans(0).getScopeSpans(0).getSpansCount())
        .isEqualTo(block.rowCount());
  }

  @Test
  void assemble_rowTwice_givesItOnce() throws IOException {
    SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(8)));

    assertThat(assembled(block, 2, 0, 2)).isEqualTo(assembled(block, 0, 2));
  }

  @Test
  void assemble_noRows_givesAnEmptyRequest() throws IOException {
    assertThat(assembled(sealed(SampleSpans.head(SampleSpans.request(8))))).isEmpty();
  }

  @Test
  void assemble_rowThatIsNotThere_isRefused() throws IOException {
    SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(8)));

    assertThatThrownBy(() -> assembled(block, block.rowCount()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> assembled(block, -1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void assemble_rowsOfMoreThanOnePage_givesAll() throws IOException {
    StoredBlock head =
        SampleSpans.head(9_000, at -> SampleSpans.span(1, at + 1, at).setName("name " + at));
    SealedBlock block = sealed(head);

    var assembled = ExportTraceServiceRequest.parseFrom(assembled(block, allRows(block)));

    assertThat(SampleSpans.apart(assembled))
        .extracting(each -> each.getScopeSpans(0).getSpans(0).getName())
        .containsExactlyElementsOf(IntStream.range(0, 9_000).mapToObj(at -> "name " + at).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 1_000})
  void assemble_keysAndTextsThatAreNoUtf8_givesTheirBytes(int maxColumns) throws IOException {
    SpanBatch sent = SampleSpans.batch(notUtf8(new Gen(1)));
    var head = new Head("head", maxColumns);
    head.append(sent);
    SealedBlock block = sealed(head.snapshot());

    SpanBatch assembled = SampleSpans.batch(assembled(block, allRows(block)));

    assertThat(spans(assembled)).containsExactlyInAnyOrderElementsOf(spans(sent));
  }

  private static List<ByteBuffer> spans(SpanBatch batch) {
    var spans = new ArrayList<ByteBuffer>();
    for (int row = 0; row < batch.size(); row++) {
      var out = new ProtoWriter();
      SpanBytes.writeSpan(batch, row, out);
      spans.add(ByteBuffer.wrap(out.toBytes()));
    }
    return spans;
  }

  /// A request in which words have become bytes of the same length that are no UTF-8.
  private static byte[] notUtf8(Gen gen) {
    byte[] bytes = SampleSpans.request(gen.random().nextInt(100)).toByteArray();
    for (int at = 0; at + 2 < bytes.length; at++) {
      boolean isWord = bytes[at] == 'w' && Character.isLetterOrDigit(bytes[at + 1]);
      if (isWord && gen.chance(0.5)) {
        Arrays.fill(bytes, at, at + 2, (byte) 0xff);
      }
    }
    return bytes;
  }
}
