package dev.clew.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Collections;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every limit, one byte or one item before it and behind it, with nothing else over any.
class SpanLimitsTest {
  private static final SpanLimits LIMITS = new SpanLimits(3, 4, 3, 4, 4);

  /// Makes one part of a request so long or so large.
  interface Part extends BiConsumer<ResourceSpans.Builder, Integer> {}

  private static final Map<String, Part> NAMES =
      Map.of(
          "span name", (all, size) -> span(all).setName(text(size)),
          "event name", (all, size) -> span(all).addEventsBuilder().setName(text(size)),
          "scope name", (all, size) -> scope(all).getScopeBuilder().setName(text(size)),
          "scope version", (all, size) -> scope(all).getScopeBuilder().setVersion(text(size)),
          "attribute key", (all, size) -> span(all).addAttributesBuilder().setKey(text(size)),
          "span's attributes", (all, size) -> times(size, () -> span(all).addAttributesBuilder()),
          "event's attributes",
              (all, size) -> span(all).addEventsBuilder().addAllAttributes(attributes(size)),
          "link's attributes",
              (all, size) -> span(all).addLinksBuilder().addAllAttributes(attributes(size)),
          "scope's attributes",
              (all, size) -> scope(all).getScopeBuilder().addAllAttributes(attributes(size)),
          "resource's attributes",
              (all, size) -> all.getResourceBuilder().addAllAttributes(attributes(size)));

  private static final Map<String, Part> VALUES =
      Map.of(
          "trace state", (all, size) -> span(all).setTraceState(text(size)),
          "link's trace state",
              (all, size) -> span(all).addLinksBuilder().setTraceState(text(size)),
          "status message", (all, size) -> span(all).getStatusBuilder().setMessage(text(size)),
          "scope's schema", (all, size) -> scope(all).setSchemaUrl(text(size)),
          "resource's schema", (all, size) -> all.setSchemaUrl(text(size)),
          "attribute value",
              (all, size) ->
                  span(all).addAttributesBuilder().getValueBuilder().setStringValue(text(size)),
          "events", (all, size) -> times(size, () -> span(all).addEventsBuilder()),
          "links", (all, size) -> times(size, () -> span(all).addLinksBuilder()));

  static Stream<Named<Part>> names() {
    return NAMES.entrySet().stream().map(part -> Named.of(part.getKey(), part.getValue()));
  }

  static Stream<Named<Part>> values() {
    return VALUES.entrySet().stream().map(part -> Named.of(part.getKey(), part.getValue()));
  }

  private static ScopeSpans.Builder scope(ResourceSpans.Builder all) {
    return all.getScopeSpansBuilder(0);
  }

  private static Span.Builder span(ResourceSpans.Builder all) {
    return scope(all).getSpansBuilder(0);
  }

  private static String text(int size) {
    return "x".repeat(size);
  }

  private static void times(int count, Runnable action) {
    for (int at = 0; at < count; at++) {
      action.run();
    }
  }

  private static Iterable<KeyValue> attributes(int count) {
    return Collections.nCopies(count, KeyValue.getDefaultInstance());
  }

  private static boolean isExceeded(Part part, int size) throws Exception {
    var request = ExportTraceServiceRequest.newBuilder();
    ResourceSpans.Builder all = request.addResourceSpansBuilder();
    all.addScopeSpansBuilder().addSpansBuilder();
    part.accept(all, size);
    byte[] bytes = request.build().toByteArray();
    return LIMITS.areExceededBy(OtlpReader.read(bytes, bytes.length));
  }

  @ParameterizedTest
  @MethodSource("names")
  void areExceededBy_nameOrAttributes_moreThanThree(Part part) throws Exception {
    assertThat(isExceeded(part, 3)).isFalse();
    assertThat(isExceeded(part, 4)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("values")
  void areExceededBy_valueEventsOrLinks_moreThanFour(Part part) throws Exception {
    assertThat(isExceeded(part, 4)).isFalse();
    assertThat(isExceeded(part, 5)).isTrue();
  }
}
