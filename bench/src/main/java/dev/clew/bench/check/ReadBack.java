package dev.clew.bench.check;

import dev.clew.bench.Figures;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads every acknowledged trace back from a server and compares the numbers of spans. One run.
public final class ReadBack {
  private static final int EXAMPLES = 10;
  private static final int ATTEMPTS = 5;
  private static final int PAUSE_MILLIS = 500;

  private final Queue<Map.Entry<TraceId, Long>> waiting;
  private final int traces;
  private final TraceReader reader;
  private final LongAdder checked = new LongAdder();
  private final LongAdder found = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder unread = new LongAdder();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();

  private ReadBack(Map<TraceId, Long> acked, TraceReader reader) {
    waiting = new ConcurrentLinkedQueue<>(acked.entrySet());
    traces = acked.size();
    this.reader = reader;
  }

  /// What was found.
  ///
  /// @param acked spans that the server acknowledged
  /// @param found of those
  /// @param lost of those
  /// @param unread traces for which the server gave no usable answer
  /// @param examples the first few traces that are not whole, in words
  public record Result(
      long traces, long acked, long found, long lost, long unread, List<String> examples) {
    public Result {
      examples = List.copyOf(examples);
    }

    public boolean isWhole() {
      return lost == 0 && unread == 0;
    }

    public Figures figures() {
      return new Figures("verify")
          .add("traces", traces)
          .add("acked_spans", acked)
          .add("found_spans", found)
          .add("lost_spans", lost)
          .add("unread_traces", unread);
    }
  }

  /// Compares the file with the server, over at most `connections` requests at a time.
  public static Result run(Path ackedFile, URI server, int connections, Consumer<String> progress)
      throws IOException, InterruptedException {
    Map<TraceId, Long> acked = AckedFile.read(ackedFile);
    try (TraceReader reader = new TraceReader(server)) {
      ReadBack readBack = new ReadBack(acked, reader);
      readBack.readAll(connections, progress);
      return readBack.result(acked);
    }
  }

  private void readAll(int connections, Consumer<String> progress) throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(connections);
    for (int number = 0; number < connections; number++) {
      Thread.ofVirtual().start(() -> readUntilEmpty(reading));
    }
    while (!reading.await(1, TimeUnit.SECONDS)) {
      progress.accept(
          "verified %,d of %,d traces, lost %,d spans"
              .formatted(checked.sum(), traces, lost.sum()));
    }
  }

  private void readUntilEmpty(CountDownLatch reading) {
    try {
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        compare(next.getKey(), next.getValue());
        checked.increment();
      }
    } finally {
      reading.countDown();
    }
  }

  private void compare(TraceId trace, long acked) {
    @Nullable Long count = spanCount(trace);
    if (count == null) {
      unread.increment();
      return;
    }
    found.add(Math.min(count, acked));
    if (count < acked) {
      lost.add(acked - count);
      example("trace %s: acknowledged %d spans, found %d".formatted(trace, acked, count));
    }
  }

  /// A server that is busy or starting may need a few attempts.
  private @Nullable Long spanCount(TraceId trace) {
    for (int attempt = 1; ; attempt++) {
      try {
        return reader.spanCount(trace);
      } catch (UnreadableException unreadable) {
        if (attempt == ATTEMPTS) {
          example("trace " + trace + ": " + unreadable.getMessage());
          return null;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void example(String text) {
    if (examples.size() < EXAMPLES) {
      examples.add(text);
    }
  }

  private Result result(Map<TraceId, Long> acked) {
    long spans = acked.values().stream().mapToLong(Long::longValue).sum();
    return new Result(traces, spans, found.sum(), lost.sum(), unread.sum(), List.copyOf(examples));
  }
}
