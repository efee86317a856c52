package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue.ValueCase;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WildRequestsTest {
  private static ExportTraceServiceRequest request(long seed) {
    var gen = new Gen(seed);
    return new WildRequests(gen, 1000).of(Stream.generate(gen::span).limit(200).toList());
  }

  private static List<io.opentelemetry.proto.trace.v1.Span> spans(ExportTraceServiceRequest from) {
    return from.getResourceSpansList().stream()
        .flatMap(each -> each.getScopeSpans(0).getSpansList().stream())
        .toList();
  }

  @Test
  void of_spans_hasEachOfThem() {
    var gen = new Gen(1);
    List<Span> spans = Stream.generate(gen::span).limit(20).toList();

    List<Span> wild = OtlpProto.spans(new WildRequests(gen, 1000).of(spans));

    assertThat(wild)
        .extracting(Span::spanId)
        .containsAll(spans.stream().map(Span::spanId).toList());
  }

  @Test
  void of_sameSeed_isTheSame() {
    assertThat(request(2)).isEqualTo(request(2)).isNotEqualTo(request(3));
  }

  @Test
  void of_spans_hasOneKeyWithValuesOfManyTypes() {
    assertThat(LongStream.range(0, 20).boxed().flatMap(seed -> spans(request(seed)).stream()))
        .flatExtracting(each -> each.getAttributesList())
        .filteredOn(each -> each.getKey().equals("key"))
        .extracting(KeyValue::getValue)
        .extracting(each -> each.getValueCase())
        .contains(ValueCase.STRING_VALUE, ValueCase.INT_VALUE, ValueCase.ARRAY_VALUE);
  }

  @Test
  void of_spans_hasFieldsOfTheFuture() {
    assertThat(request(5).getResourceSpansList())
        .extracting(ResourceSpans::getUnknownFields)
        .anyMatch(each -> !each.asMap().isEmpty());
    assertThat(spans(request(5))).anyMatch(each -> !each.getUnknownFields().asMap().isEmpty());
  }
}
