package dev.clew.demo.messaging;

import dev.clew.instrument.Clew;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Processes the messages of a topic in batches, in a thread of its own.
///
/// A batch is a trace of its own, because its messages come from many; the CONSUMER span links to
/// every PRODUCER.
public final class Subscriber implements AutoCloseable {
  private static final AttributeKey<String> MESSAGE_ID =
      AttributeKey.stringKey("messaging.message.id");
  private static final int MOST = 8;

  /// How long an empty topic may keep the thread from noticing that it should end.
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Topic topic;
  private final Duration linger;
  private final Processor processor;
  private final Thread thread;
  private volatile boolean isClosing;

  public Subscriber(Topic topic, Duration linger, Processor processor) {
    this.topic = topic;
    this.linger = linger;
    this.processor = processor;
    this.thread = Thread.ofVirtual().name("subscriber").start(this::run);
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
      Clew.error(e);
    } finally {
      span.end();
    }
  }

  /// By OpenTelemetry's own API: `Clew.process` is for one message, in its sender's trace.
  private Span start(List<Message> batch) {
    SpanBuilder builder =
        GlobalOpenTelemetry.getTracer("dev.clew.demo.messaging")
            .spanBuilder("process " + topic.name())
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", Topic.SYSTEM)
            .setAttribute("messaging.destination.name", topic.name())
            .setAttribute("messaging.operation.name", "process")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.batch.message_count", batch.size());
    for (Message message : batch) {
      builder.addLink(sender(message), Attributes.of(MESSAGE_ID, message.id()));
    }
    return builder.startSpan();
  }

  private static SpanContext sender(Message message) {
    Context context =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), message.headers(), Headers.GETTER);
    return Span.fromContext(context).getSpanContext();
  }

  /// Reads a message's headers.
  private enum Headers implements TextMapGetter<Map<String, String>> {
    GETTER;

    @Override
    @SuppressWarnings("deprecation") // must still be there
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String name) {
      return headers == null ? null : headers.get(name);
    }
  }

  /// Does what a message asks for.
  @FunctionalInterface
  public interface Processor {
    void process(Message message) throws Exception;
  }
}
