package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestShop.Open.class)
class NotificationTest {
  private final TestShop shop;

  NotificationTest(TestShop shop) {
    this.shop = shop;
  }

  @Test
  void order_placed_isNotifiedInALinkedTrace() throws Exception {
    Trace order = shop.checkout("c8", "notified", "SKU-50:1").trace();

    Made sent = order.one("orders", "send orders.placed");
    Trace notification = shop.linkedTo(sent);
    assertThat(sent.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
    assertThat(notification.root().name()).isEqualTo("process orders.placed");
    assertThat(notification.root().traceId()).isNotEqualTo(sent.traceId());
    assertThat(notification.statements("INSERT INTO notifications")).hasSize(1);
  }

  @Test
  void services_all_areResourcesOfTheirOwn() throws Exception {
    shop.checkout("c8", "five", "SKU-51:1").trace();

    Set<String> instances = new HashSet<>();
    for (Made span : shop.everything()) {
      String resource = span.resource().toString();
      assertThat(resource).contains("clew-shop", "service.version", "\"demo\"", "host.name");
      instances.add(span.service());
    }
    assertThat(instances)
        .containsExactlyInAnyOrder("gateway", "orders", "payments", "inventory", "notifier");
  }
}
