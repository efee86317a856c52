package dev.clew.store.embedded;

import dev.clew.store.wal.WalRecord;
import dev.clew.wire.Inflation;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Inflates and parses requests of the log on other threads, and gives them back in their order.
///
/// Owned by one thread.
final class ParsedAhead implements AutoCloseable {
  // What is parsed waits in memory, so it is not much more than what keeps all threads busy.
  private static final int MAX_REQUESTS = 16;
  private static final long MAX_BYTES = 4 << 20;

  /// A request that is being parsed.
  record Parsing(WalRecord record, Future<SpanBatch> spans) {
    /// Waits for the spans.
    ///
    /// @throws ExecutionException when the request cannot be read
    SpanBatch await() throws ExecutionException {
      boolean isInterrupted = false;
      try {
        while (true) {
          try {
            return spans.get();
          } catch (InterruptedException _) {
            isInterrupted = true;
          }
        }
      } finally {
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private final ExecutorService threads;
  private final Deque<Parsing> underWay = new ArrayDeque<>();
  private long bytes;

  ParsedAhead(int parallelism) {
    threads =
        Executors.newFixedThreadPool(
            parallelism, Thread.ofPlatform().name("clew-replay-", 0).daemon().factory());
  }

  /// Puts a request behind the others.
  void add(WalRecord record) {
    Callable<SpanBatch> task = () -> parse(record);
    underWay.add(new Parsing(record, threads.submit(task)));
    bytes += record.body().length;
  }

  private static SpanBatch parse(WalRecord record) throws Exception {
    // What is in the log was bounded when it was received.
    byte[] body = Inflation.inflate(record.body(), record.encoding(), Integer.MAX_VALUE - 8);
    return OtlpReader.read(body, body.length);
  }

  /// True when the first is to be taken before another is added.
  boolean isFull() {
    return underWay.size() >= MAX_REQUESTS || (bytes >= MAX_BYTES && underWay.size() > 1);
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /// Takes the first.
  Parsing take() {
    Parsing first = underWay.remove();
    bytes -= first.record().body().length;
    return first;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
