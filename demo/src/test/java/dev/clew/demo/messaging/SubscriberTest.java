package dev.clew.demo.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.KeptSpans;
import dev.clew.demo.http.Fields;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriberTest {
  private final KeptSpans kept = new KeptSpans();
  private final Telemetry telemetry = new Telemetry("test", SimpleSpanProcessor.create(kept));
  private final Topic topic = new Topic("things");
  private final Publisher publisher = new Publisher(telemetry, topic);

  @Test
  void batch_ofTwo_linksToBothProducersFromATraceOfItsOwn() {
    publisher.publish(Fields.of("n", 1));
    publisher.publish(Fields.of("n", 2));
    subscribe(_ -> {});

    SpanData consumer = ofKind(SpanKind.CONSUMER).getFirst();
    List<SpanData> producers = ofKind(SpanKind.PRODUCER);
    assertThat(consumer.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getSpanId())
        .containsExactlyElementsOf(producers.stream().map(SpanData::getSpanId).toList());
    assertThat(producers).extracting(SpanData::getTraceId).doesNotContain(consumer.getTraceId());
    assertThat(consumer.getAttributes().get(MessagingAttributes.BATCH_COUNT)).isEqualTo(2);
  }

  @Test
  void batch_thatFails_isAnError() {
    publisher.publish(Fields.of("n", 1));
    subscribe(_ -> {
      throw new IllegalStateException("no paper");
    });

    SpanData consumer = ofKind(SpanKind.CONSUMER).getFirst();
    assertThat(consumer.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(consumer.getStatus().getDescription()).isEqualTo("no paper");
  }

  @Test
  void messages_moreThanABatchHolds_areAllProcessedBeforeItCloses() {
    for (int i = 0; i < 20; i++) {
      publisher.publish(Fields.of("n", i));
    }
    subscribe(_ -> {});

    assertThat(ofKind(SpanKind.CONSUMER).stream().mapToInt(span -> span.getLinks().size()).sum())
        .isEqualTo(20);
  }

  /// Closing waits until everything sent is processed.
  private void subscribe(Subscriber.Processor processor) {
    new Subscriber(telemetry, topic, Duration.ZERO, processor).close();
  }

  private List<SpanData> ofKind(SpanKind kind) {
    return kept.all().stream().filter(span -> span.getKind() == kind).toList();
  }
}
