package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.http.Fields;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServicesTest {
  @Test
  void services_all_areFiveResources() throws Exception {
    TestShop shop = new TestShop();
    shop.checkout("a", "SKU-1:1");
    var resources =
        shop.traces().stream()
            .flatMap(trace -> trace.spans().stream())
            .map(SpanData::getResource)
            .collect(Collectors.toSet());

    assertThat(resources).hasSize(5);
    assertThat(resources)
        .allSatisfy(resource ->
            assertThat(resource.getAttributes().asMap().keySet())
                .extracting(AttributeKey::getKey)
                .contains(
                    "service.name",
                    "service.version",
                    "service.instance.id",
                    "deployment.environment.name",
                    "host.name"));
  }

  @Test
  void close_withABatchWaiting_flushesIt() throws Exception {
    TestShop shop =
        new TestShop(
            new KeptSpans(),
            kept -> BatchSpanProcessor.builder(kept).setScheduleDelay(Duration.ofHours(1)).build());
    shop.get("/products/SKU-1", Fields.NONE);

    List<Trace> traces = shop.traces();

    assertThat(traces.getFirst().spans()).hasSize(13);
  }
}
