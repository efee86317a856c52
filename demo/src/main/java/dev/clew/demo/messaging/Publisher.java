package dev.clew.demo.messaging;

import dev.clew.demo.http.Fields;
import dev.clew.demo.http.HttpCaller;
import dev.clew.instrument.Clew;
import java.util.UUID;

/// Sends a service's messages to the service that keeps their topic.
public record Publisher(String topic, HttpCaller keeper) {
  public void publish(Fields body) throws Exception {
    String id = UUID.randomUUID().toString();
    Clew.send(Topic.SYSTEM, topic)
        .attr("messaging.message.id", id)
        .callWithHeaders(headers -> {
          Fields message = new Message(id, body, headers).fields();
          int status = keeper.post("/topics/{topic}", message.and("topic", topic)).status();
          if (status != 202) {
            Clew.error("topic_full", "the message is lost: the topic answered " + status);
          }
          return status;
        });
  }
}
