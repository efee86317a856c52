package dev.clew.instrument.sdk.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrorRateTest {
  private final ManualNanos clock = new ManualNanos();
  private final ErrorRate rate = new ErrorRate(0.01, Duration.ofMinutes(1), clock);
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(rate).build();

  @Test
  void rate_withoutRequests_isTheBase() {
    assertThat(rate()).isEqualTo(0.01);
  }

  @Test
  void rate_halfOfTheRequestsFail_isSixTimesTheBase() {
    requests(50, StatusCode.ERROR);
    requests(50, StatusCode.OK);

    assertThat(rate()).isCloseTo(0.06, within(1e-9));
  }

  @Test
  void rate_longAfterAnOutage_isTheBaseAgain() {
    requests(100, StatusCode.ERROR);
    clock.pass(Duration.ofMinutes(10));
    requests(100, StatusCode.OK);

    assertThat(rate()).isCloseTo(0.01, within(0.0002));
  }

  @Test
  void rate_spansBelowTheRoot_doNotCount() {
    Span root = provider.get("test").spanBuilder("root").startSpan();
    provider
        .get("test")
        .spanBuilder("child")
        .setParent(Context.root().with(root))
        .startSpan()
        .setStatus(StatusCode.ERROR)
        .end();
    root.end();

    assertThat(rate()).isEqualTo(0.01);
  }

  private double rate() {
    return rate.of(Context.root(), "GET", SpanKind.SERVER, Attributes.empty());
  }

  private void requests(int count, StatusCode status) {
    for (int i = 0; i < count; i++) {
      provider.get("test").spanBuilder("request").startSpan().setStatus(status).end();
    }
  }
}
