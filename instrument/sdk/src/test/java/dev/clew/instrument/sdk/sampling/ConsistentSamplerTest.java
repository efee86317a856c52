package dev.clew.instrument.sdk.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistentSamplerTest {
  private static final String HIGH = "0000000000000000ffffffffffffffff";

  @ParameterizedTest
  @CsvSource({"0.5, 8", "0.25, c", "0.01, fd70a3d70a3d71"})
  void root_kept_saysItsThreshold(double share, String threshold) {
    SamplingResult result = sample(share, Context.root(), HIGH);

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(result.getUpdatedTraceState(TraceState.getDefault()).get("ot"))
        .isEqualTo("th:" + threshold);
  }

  @Test
  void root_whereAllAreKept_saysNothing() {
    SamplingResult result = sample(1, Context.root(), HIGH);
    TraceState random = TraceState.builder().put("ot", "th:8;rv:ffffffffffffff").build();

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(result.getUpdatedTraceState(TraceState.getDefault()).isEmpty()).isTrue();
    assertThat(result.getUpdatedTraceState(random).get("ot")).isEqualTo("rv:ffffffffffffff");
  }

  @Test
  void root_ofNoShare_isDropped() {
    assertThat(sample(0, Context.root(), HIGH).getDecision()).isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void traces_keptByASmallShare_areKeptByALarger() {
    SplittableRandom random = new SplittableRandom(7);
    int kept = 0;
    for (int i = 0; i < 100_000; i++) {
      String id = String.format("%016x%016x", random.nextLong(), random.nextLong());
      boolean byTenth = isKept(0.1, id);
      kept += byTenth ? 1 : 0;
      assertThat(byTenth && !isKept(0.3, id)).isFalse();
    }
    assertThat(kept).isBetween(10_000 - 285, 10_000 + 285);
  }

  @Test
  void child_ofAKeptParent_keepsItsState() {
    TraceState state = TraceState.builder().put("ot", "th:c").build();
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            HIGH, "00000000000000aa", TraceFlags.getSampled(), state);

    SamplingResult result = sample(0, Context.root().with(Span.wrap(parent)), HIGH);

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(result.getUpdatedTraceState(state).get("ot")).isEqualTo("th:c");
  }

  @Test
  void threshold_inAState_leavesItsOtherFields() {
    TraceState state = TraceState.builder().put("ot", "rv:ffffffffffffff;th:0").build();

    assertThat(Threshold.of(0.5).in(state).get("ot")).isEqualTo("th:8;rv:ffffffffffffff");
    assertThat(Threshold.removedFrom(state).get("ot")).isEqualTo("rv:ffffffffffffff");
  }

  @Test
  void threshold_randomnessSaid_countsInsteadOfTheTraceId() {
    TraceState low = TraceState.builder().put("ot", "rv:00000000000000").build();

    assertThat(Threshold.of(0.5).keeps(HIGH, low)).isFalse();
    assertThat(Threshold.of(0.5).keeps(HIGH, TraceState.getDefault())).isTrue();
  }

  @Test
  void priority_pathOrTier_isKeptWhateverTheShare() {
    Rate rate = new PriorityRate(List.of("/pay/**"), List.of("premium"), Rate.fixed(0));
    Context premium = Context.root().with(Baggage.builder().put("user.tier", "premium").build());

    assertThat(rate(rate, Context.root(), "/pay/card")).isEqualTo(1);
    assertThat(rate(rate, Context.root(), "/payroll")).isZero();
    assertThat(rate(rate, premium, "/payroll")).isEqualTo(1);
  }

  @Test
  void share_outsideZeroToOne_isRefused() {
    assertThatThrownBy(() -> Rate.fixed(1.5)).hasMessage("a sampling share needs 0 to 1, got 1.5");
  }

  private static double rate(Rate rate, Context context, String path) {
    Attributes attributes = Attributes.of(AttributeKey.stringKey("url.path"), path);
    return rate.of(context, "GET", SpanKind.SERVER, attributes);
  }

  private static boolean isKept(double share, String traceId) {
    return sample(share, Context.root(), traceId).getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  private static SamplingResult sample(double share, Context context, String traceId) {
    return new ConsistentSampler(Rate.fixed(share), "test")
        .shouldSample(context, traceId, "name", SpanKind.SERVER, Attributes.empty(), List.of());
  }
}
