package dev.clew.demo.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A bounded queue of messages that other services send over HTTP.
public final class Topic {
  /// The conventions have no well-known name for such a queue.
  static final String SYSTEM = "shop_topic";

  private static final int CAPACITY = 10_000;

  private final String name;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>(CAPACITY);

  public Topic(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /// False when the topic is full.
  public boolean offer(Message message) {
    return messages.offer(message);
  }

  /// Waits for a first message, then at most `linger` for others to share its batch; empty when
  /// none came or the thread is interrupted.
  List<Message> takeBatch(int most, Duration patience, Duration linger) {
    List<Message> batch = new ArrayList<>();
    Message next = poll(patience);
    long deadline = System.nanoTime() + linger.toNanos();
    while (next != null) {
      batch.add(next);
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      next = batch.size() < most ? poll(left) : null;
    }
    return batch;
  }

  /// What is there now, without waiting.
  List<Message> drain(int most) {
    List<Message> batch = new ArrayList<>();
    messages.drainTo(batch, most);
    return batch;
  }

  private @Nullable Message poll(Duration patience) {
    try {
      return messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
