package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationTest {
  @Test
  void order_placed_isNotifiedInALinkedTrace() throws Exception {
    TestShop shop = new TestShop();
    shop.checkout("a", "SKU-1:1");

    List<Trace> traces = shop.traces();
    SpanData sent = traces.getFirst().one("orders", "send orders.placed");
    Trace notification = traces.getLast();
    SpanData processed = notification.one("notifier", "process orders.placed");
    assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(processed.getLinks().getFirst().getSpanContext().getSpanId())
        .isEqualTo(sent.getSpanId());
    assertThat(notification.named("INSERT notifications")).hasSize(1);
  }
}
