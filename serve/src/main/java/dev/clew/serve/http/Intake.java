package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpRequest;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.model.TenantId;
import dev.clew.wire.Encoding;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// The way from a socket to the collector: gathers bodies on the event loops, within the budget,
/// and hands each to a thread of its own that may block.
public final class Intake {
  /// What a compressed body of spans is counted as: they rarely shrink to less than a twentieth.
  private static final int USUAL_INFLATION = 20;

  private final Receiver receiver;
  private final Budget budget;
  private final int maxRequestBytes;
  private final Executor threads;
  private final UnreadBodies unread;

  public Intake(
      Receiver receiver,
      Budget budget,
      int maxRequestBytes,
      Executor threads,
      UnreadBodies unread) {
    this.receiver = receiver;
    this.budget = budget;
    this.maxRequestBytes = maxRequestBytes;
    this.threads = threads;
    this.unread = unread;
  }

  /// Reads the request's body and works on it, off the event loop.
  public <T> CompletableFuture<T> read(HttpRequest request, Function<Body, T> work) {
    return BodyReader.read(request, budget)
        .whenComplete((_, problem) -> unread.count(problem))
        .thenApplyAsync(
            body -> {
              try (body) {
                return work.apply(body);
              }
            },
            threads);
  }

  /// Hands on what a body holds from a byte on.
  public Receipt receive(Body body, int start, Encoding encoding, Format format) {
    return receive(body, body.from(start), encoding, format);
  }

  /// Hands on what was in a body.
  Receipt receive(Body body, byte[] content, Encoding encoding, Format format) {
    if (encoding != Encoding.IDENTITY && !body.reserve(inflated(content.length))) {
      return new Receipt.Refused(OverBudgetException.MESSAGE, Duration.ofSeconds(1));
    }
    return receiver.receive(TenantId.DEFAULT, content, encoding, format);
  }

  /// Hands on a datagram, whose sender hears nothing, within the budget.
  void receive(byte[] datagram, Format format) {
    try (Budget.Share share = budget.share()) {
      if (share.grow(datagram.length)) {
        receiver.receive(TenantId.DEFAULT, datagram, Encoding.IDENTITY, format);
      } else {
        drop();
      }
    }
  }

  /// Counts a datagram that there is no room for.
  void drop() {
    unread.count(new OverBudgetException());
  }

  private long inflated(long compressed) {
    return Math.min(maxRequestBytes, compressed * USUAL_INFLATION);
  }
}
