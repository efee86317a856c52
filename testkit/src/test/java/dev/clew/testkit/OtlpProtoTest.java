package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpProtoTest {
  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spans_ofARequestOfThem_areTheSame(long seed) throws Exception {
    List<Span> spans = Stream.generate(new Gen(seed)::span).limit(10).toList();
    byte[] bytes = OtlpProto.request(spans).toByteArray();

    assertThat(OtlpProto.spans(ExportTraceServiceRequest.parseFrom(bytes))).isEqualTo(spans);
  }

  @Test
  void request_root_hasNoParent() {
    var gen = new Gen(1);
    Span root = TraceGen.under(gen.span(), null);

    assertThat(OtlpProto.span(root).getParentSpanId().isEmpty()).isTrue();
    assertThat(OtlpProto.span(root).getTraceId().size()).isEqualTo(16);
  }
}
