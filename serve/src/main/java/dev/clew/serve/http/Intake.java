package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpRequest;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.model.TenantId;
import dev.clew.serve.metrics.Metrics;
import dev.clew.serve.metrics.RefusalReason;
import dev.clew.wire.Encoding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// The way from a socket to the collector: gathers bodies on the event loops, within the budget, and
/// hands each to a thread of its own that may block.
public final class Intake {
  private final Receiver receiver;
  private final Budget budget;
  private final Executor threads;
  private final Metrics metrics;

  public Intake(Receiver receiver, Budget budget, Executor threads, Metrics metrics) {
    this.receiver = receiver;
    this.budget = budget;
    this.threads = threads;
    this.metrics = metrics;
  }

  /// Reads the request's body and works on it, off the event loop.
  public <T> CompletableFuture<T> read(HttpRequest request, Function<Body, T> work) {
    return BodyReader.read(request, budget)
        .thenApplyAsync(
            body -> {
              try (body) {
                return work.apply(body);
              }
            },
            threads);
  }

  /// Hands a body to the collector and counts what became of it.
  public Receipt receive(byte[] body, Encoding encoding, Format format) {
    metrics.bytesSent(body.length);
    Receipt receipt = receiver.receive(TenantId.DEFAULT, body, encoding, format);
    metrics.request(
        switch (receipt) {
          case Receipt.Stored _ -> "stored";
          case Receipt.PartlyStored _ -> "partly_stored";
          case Receipt.Malformed _ -> "malformed";
          case Receipt.TooLarge _ -> "too_large";
          case Receipt.Refused _ -> "refused";
        });
    if (receipt instanceof Receipt.PartlyStored partly) {
      metrics.refused(RefusalReason.INVALID, partly.rejected());
    }
    return receipt;
  }
}
