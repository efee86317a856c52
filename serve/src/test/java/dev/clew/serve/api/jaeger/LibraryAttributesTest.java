package dev.clew.serve.api.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import org.junit.jupiter.api.Test;

final class LibraryAttributesTest {
  private static SpanSketch span() {
    return SpanSketch.span("shop", "buy")
        .with(Attribute.of("telemetry.sdk.name", "otel"), Attribute.of("a", "b"));
  }

  private static Answer trace(SpanSketch span, String more) {
    try (var house = ApiHouse.of(span)) {
      return house.get("/api/traces/1" + more);
    }
  }

  @Test
  void libraryOfASpan_belongsToItsProcess() {
    Answer answer = trace(span(), "");

    assertThat(answer.at("/data/0/processes/p1/tags/0/key").textValue())
        .isEqualTo("telemetry.sdk.name");
    assertThat(answer.at("/data/0/spans/0/tags").findValuesAsText("key"))
        .doesNotContain("telemetry.sdk.name")
        .contains("a");
    assertThat(answer.at("/data/0/spans/0/warnings").isNull()).isTrue();
  }

  @Test
  void libraryThatTheProcessTellsOtherwise_staysWithAWarning() {
    Answer answer = trace(span().resource(Attribute.of("telemetry.sdk.name", "other")), "");

    assertThat(answer.at("/data/0/spans/0/tags").findValuesAsText("key"))
        .contains("telemetry.sdk.name");
    assertThat(answer.at("/data/0/spans/0/warnings/0").textValue())
        .isEqualTo(
            "conflicting values between Span and Resource for attribute telemetry.sdk.name");
  }

  @Test
  void raw_leavesItWhereItWas() {
    assertThat(trace(span(), "?raw=true").at("/data/0/spans/0/tags").findValuesAsText("key"))
        .contains("telemetry.sdk.name");
  }
}
