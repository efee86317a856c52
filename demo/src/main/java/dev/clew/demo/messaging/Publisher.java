package dev.clew.demo.messaging;

import static dev.clew.demo.messaging.MessagingAttributes.DESTINATION;
import static dev.clew.demo.messaging.MessagingAttributes.MESSAGE_ID;
import static dev.clew.demo.messaging.MessagingAttributes.OPERATION_NAME;
import static dev.clew.demo.messaging.MessagingAttributes.OPERATION_TYPE;
import static dev.clew.demo.messaging.MessagingAttributes.SYSTEM;
import static dev.clew.demo.messaging.MessagingAttributes.SYSTEM_IN_PROCESS;

import dev.clew.demo.http.Fields;
import dev.clew.demo.telemetry.Propagation;
import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.UUID;

/// Sends a service's messages to a topic, each a PRODUCER span whose context travels along.
public record Publisher(Telemetry telemetry, Topic topic) {
  public void publish(Fields body) {
    String id = UUID.randomUUID().toString();
    Span span =
        telemetry
            .tracer("messaging")
            .spanBuilder("send " + topic.name())
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute(SYSTEM, SYSTEM_IN_PROCESS)
            .setAttribute(DESTINATION, topic.name())
            .setAttribute(OPERATION_NAME, "send")
            .setAttribute(OPERATION_TYPE, "send")
            .setAttribute(MESSAGE_ID, id)
            .startSpan();
    try {
      Map<String, String> headers = Propagation.headers(Context.current().with(span));
      if (!topic.offer(new Message(id, body, headers))) {
        SpanErrors.mark(span, "topic_full", "the topic is full; the message is lost");
      }
    } finally {
      span.end();
    }
  }
}
