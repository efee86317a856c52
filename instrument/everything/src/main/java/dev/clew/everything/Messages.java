package dev.clew.everything;

import dev.clew.instrument.Clew;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// One message through Kafka, there and back.
final class Messages {
  private static final TopicPartition TOPIC = new TopicPartition("orders", 0);

  void addTo(Map<String, Action> actions) {
    actions.put("kafka", this::kafka);
  }

  private String kafka() throws ExecutionException, InterruptedException {
    String server = System.getProperty("kafka");
    Map<String, Object> settings = Map.of("bootstrap.servers", server);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC.topic(), "4711", "green tea")).get();
    }
    Map<String, Object> reading =
        Map.of(
            "bootstrap.servers", server, "auto.offset.reset", "earliest", "group.id", "everything");
    try (var consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(TOPIC));
      List<String> handled = new ArrayList<>();
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(20))) {
        handled.add(Clew.span("message.handle").call(record::value));
      }
      return handled.toString();
    }
  }
}
