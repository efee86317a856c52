package dev.clew.instrument.sdk.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.time.TestClock;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class TracingTest {
  private final TestClock clock = TestClock.create();
  private final OpenSpans open = new OpenSpans(3);
  private final Tracer tracer =
      SdkTracerProvider.builder().setClock(clock).addSpanProcessor(open).build().get("test");

  @Test
  void openSpans_running_areListedOldestFirstWithTheirAge() {
    Span first = tracer.spanBuilder("first").startSpan();
    clock.advance(Duration.ofMillis(250));
    Span second = tracer.spanBuilder("second").startSpan();

    assertThat(open.all()).hasSize(2);
    assertThat(open.all().get(0)).endsWith("250 ms first");
    assertThat(open.ofTrace(second.getSpanContext().getTraceId())).hasSize(1);
    first.end();
    second.end();
    assertThat(open.all()).isEmpty();
  }

  @Test
  void openSpans_manyLeaked_areBoundedAndForgotten() {
    for (int i = 0; i < 10; i++) {
      tracer.spanBuilder("leak").startSpan();
    }
    assertThat(open.count()).isEqualTo(3);

    clock.advance(Duration.ofMinutes(6));

    assertThat(open.forget(Duration.ofMinutes(5))).isEqualTo(3);
    assertThat(open.count()).isZero();
  }

  @Test
  void tracing_registered_isSeenThroughJmx() throws MalformedObjectNameException {
    Tracing tracing = new Tracing(open);
    tracing.count("late.leaked", () -> 7);
    tracing.register();
    tracer.spanBuilder("open").startSpan();

    TracingMXBean seen =
        JMX.newMXBeanProxy(
            ManagementFactory.getPlatformMBeanServer(),
            new ObjectName(Tracing.NAME),
            TracingMXBean.class);

    assertThat(seen.getCounts()).containsEntry("late.leaked", 7L).containsEntry("spans.open", 1L);
    assertThat(seen.getOpenSpans()).hasSize(1);
  }
}
