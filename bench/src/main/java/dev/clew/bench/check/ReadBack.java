package dev.clew.bench.check;

import dev.clew.model.TraceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/// Reads every acknowledged trace back from a server and compares the numbers of spans. One run.
public final class ReadBack {
  private static final int CONNECTIONS = 16;
  private static final int EXAMPLES = 10;

  private final Queue<Map.Entry<TraceId, Long>> waiting;
  private final TraceReader reader;
  private final LongAdder lost = new LongAdder();
  private final LongAdder doubled = new LongAdder();
  private final LongAdder read = new LongAdder();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();

  private ReadBack(Map<TraceId, Long> acked, TraceReader reader) {
    waiting = new ConcurrentLinkedQueue<>(acked.entrySet());
    this.reader = reader;
  }

  /// What was found.
  ///
  /// @param spans that the server acknowledged
  /// @param lost of those
  /// @param doubled spans that are there once more than they should
  /// @param unread traces for which the server gave no usable answer
  /// @param examples the first few traces that are not whole, in words
  public record Result(
      int traces, long spans, long lost, long doubled, long unread, List<String> examples) {
    public Result {
      examples = List.copyOf(examples);
    }

    public boolean isWhole() {
      return lost == 0 && doubled == 0 && unread == 0;
    }

    /// One line for people and for `grep`.
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d acknowledged spans of %,d traces read back: lost %,d, doubled %,d, unread traces %,d",
          spans,
          traces,
          lost,
          doubled,
          unread);
    }
  }

  /// Compares the file with the server.
  public static Result run(Path ackedFile, URI server) throws IOException, InterruptedException {
    Map<TraceId, Long> acked = AckedFile.read(ackedFile);
    try (TraceReader reader = new TraceReader(server)) {
      ReadBack readBack = new ReadBack(acked, reader);
      readBack.readAll();
      return readBack.result(acked);
    }
  }

  private void readAll() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(CONNECTIONS);
    for (int number = 0; number < CONNECTIONS; number++) {
      Thread.ofVirtual().start(() -> readUntilEmpty(reading));
    }
    reading.await();
  }

  private void readUntilEmpty(CountDownLatch reading) {
    try {
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        compare(next.getKey(), next.getValue());
      }
    } finally {
      reading.countDown();
    }
  }

  private void compare(TraceId trace, long acked) {
    try {
      TraceReader.Found found = reader.find(trace);
      read.increment();
      if (found.ids() < acked || found.spans() > found.ids()) {
        lost.add(Math.max(0, acked - found.ids()));
        doubled.add(found.spans() - found.ids());
        example(
            "trace %s: acknowledged %d spans, found %d, of them %d different"
                .formatted(trace, acked, found.spans(), found.ids()));
      }
    } catch (IOException thrown) {
      example("trace " + trace + ": " + thrown.getMessage());
    }
  }

  private void example(String text) {
    if (examples.size() < EXAMPLES) {
      examples.add(text);
    }
  }

  private Result result(Map<TraceId, Long> acked) {
    long spans = acked.values().stream().mapToLong(Long::longValue).sum();
    long unread = acked.size() - read.sum();
    return new Result(
        acked.size(), spans, lost.sum(), doubled.sum(), unread, List.copyOf(examples));
  }
}
