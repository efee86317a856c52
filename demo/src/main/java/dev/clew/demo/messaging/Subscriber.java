package dev.clew.demo.messaging;

import static dev.clew.demo.messaging.MessagingAttributes.BATCH_COUNT;
import static dev.clew.demo.messaging.MessagingAttributes.CONSUMER_GROUP;
import static dev.clew.demo.messaging.MessagingAttributes.DESTINATION;
import static dev.clew.demo.messaging.MessagingAttributes.MESSAGE_ID;
import static dev.clew.demo.messaging.MessagingAttributes.OPERATION_NAME;
import static dev.clew.demo.messaging.MessagingAttributes.OPERATION_TYPE;
import static dev.clew.demo.messaging.MessagingAttributes.SYSTEM;
import static dev.clew.demo.messaging.MessagingAttributes.SYSTEM_IN_PROCESS;

import dev.clew.demo.telemetry.Propagation;
import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;

/// Processes the messages of a topic in batches, in a thread of its own.
///
/// A batch is a trace of its own, because its messages come from many; the CONSUMER span links to
/// every PRODUCER.
public final class Subscriber implements AutoCloseable {
  private static final int MOST = 8;

  /// How long an empty topic may keep the thread from noticing that it should end.
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Telemetry telemetry;
  private final Topic topic;
  private final Duration linger;
  private final Processor processor;
  private final Thread thread;
  private volatile boolean isClosing;

  public Subscriber(Telemetry telemetry, Topic topic, Duration linger, Processor processor) {
    this.telemetry = telemetry;
    this.topic = topic;
    this.linger = linger;
    this.processor = processor;
    this.thread = Thread.ofVirtual().name(telemetry.service() + "-subscriber").start(this::run);
  }

  /// Ends the thread once every message already sent is processed.
  @Override
  public void close() {
    isClosing = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosing) {
      process(topic.takeBatch(MOST, PATIENCE, linger));
    }
    List<Message> rest = topic.drain(MOST);
    while (!rest.isEmpty()) {
      process(rest);
      rest = topic.drain(MOST);
    }
  }

  private void process(List<Message> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Span span = start(batch);
    try (Scope _ = span.makeCurrent()) {
      for (Message message : batch) {
        processor.process(message);
      }
    } catch (Exception e) {
      SpanErrors.record(span, e);
    } finally {
      span.end();
    }
  }

  private Span start(List<Message> batch) {
    SpanBuilder builder =
        telemetry
            .tracer("messaging")
            .spanBuilder("process " + topic.name())
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(SYSTEM, SYSTEM_IN_PROCESS)
            .setAttribute(DESTINATION, topic.name())
            .setAttribute(OPERATION_NAME, "process")
            .setAttribute(OPERATION_TYPE, "process")
            .setAttribute(CONSUMER_GROUP, telemetry.service())
            .setAttribute(BATCH_COUNT, (long) batch.size());
    for (Message message : batch) {
      builder.addLink(sender(message), Attributes.of(MESSAGE_ID, message.id()));
    }
    return builder.startSpan();
  }

  private static SpanContext sender(Message message) {
    Context context = Propagation.context(message.headers()::get);
    return Span.fromContext(context).getSpanContext();
  }

  /// Does what a message asks for.
  @FunctionalInterface
  public interface Processor {
    void process(Message message) throws Exception;
  }
}
