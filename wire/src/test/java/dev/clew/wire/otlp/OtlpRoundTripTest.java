package dev.clew.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading and writing by hand against OTLP's published classes.
class OtlpRoundTripTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_anySpans_givesTheSpansThatPublishedClassesWrote(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = Stream.generate(gen::span).limit(20).toList();
    byte[] request = OtlpProto.request(spans).toByteArray();

    var batch = OtlpReader.read(request, request.length);

    assertThat(ModelSpans.spans(batch)).isEqualTo(spans);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_modelSpans_givesWhatPublishedClassesRead(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = Stream.generate(gen::span).limit(20).toList();

    byte[] request = OtlpWriter.write(spans);

    assertThat(OtlpProto.spans(ExportTraceServiceRequest.parseFrom(request)))
        .containsExactlyInAnyOrderElementsOf(spans); // equal resources come together
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_intoTablesOfAnotherRequest_saysTheSame(long seed) throws Exception {
    byte[] before = StrangeRequests.request(new Gen(seed + 1)).toByteArray();
    ExportTraceServiceRequest request = StrangeRequests.request(new Gen(seed));
    byte[] bytes = request.toByteArray();
    var tables = new SpanTables();
    var _ = OtlpReader.read(before, before.length, tables);

    byte[] written = OtlpWriter.write(OtlpReader.read(bytes, bytes.length, tables));

    assertThat(ExportTraceServiceRequest.parseFrom(written)).isEqualTo(request);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_batch_givesTheSameRequest(long seed) throws Exception {
    ExportTraceServiceRequest request = StrangeRequests.request(new Gen(seed));
    byte[] bytes = request.toByteArray();

    byte[] written = OtlpWriter.write(OtlpReader.read(bytes, bytes.length));

    assertThat(ExportTraceServiceRequest.parseFrom(written)).isEqualTo(request);
  }
}
