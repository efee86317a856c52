package dev.clew.demo.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.http.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriberTest {
  private final Topic topic = new Topic("things");
  private final List<String> processed = new ArrayList<>();

  @Test
  void messages_moreThanABatchHolds_areAllProcessedBeforeItCloses() {
    for (int i = 0; i < 20; i++) {
      topic.offer(message("" + i));
    }

    new Subscriber(topic, Duration.ZERO, message -> processed.add(message.id())).close();

    assertThat(processed).hasSize(20).startsWith("0", "1", "2");
  }

  @Test
  void batch_thatFails_doesNotStopTheNext() {
    for (int i = 0; i < 20; i++) {
      topic.offer(message("" + i));
    }
    new Subscriber(
            topic,
            Duration.ZERO,
            message -> {
              processed.add(message.id());
              throw new IllegalStateException("no paper");
            })
        .close();

    assertThat(processed).hasSizeGreaterThan(1);
  }

  @Test
  void message_asFields_comesBackWhole() {
    Message message = message("7");

    assertThat(Message.of(message.fields())).isEqualTo(message);
  }

  private static Message message(String id) {
    return new Message(id, Fields.of("n", id), Map.of("traceparent", "00-1-2-01"));
  }
}
