package dev.clew.bench.ask;

import dev.clew.bench.load.Latencies;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks one question after the other over one connection. Owned by one thread.
public final class Interview {
  private final Connection connection;
  private final Supplier<Question> questions;
  private final int expectedStatus;
  private final Latencies latencies = new Latencies();
  private long bytes;
  private long answers;

  /// Prepares to ask.
  ///
  /// @param expectedStatus of every answer; another one ends the interview
  public Interview(Connection connection, Supplier<Question> questions, int expectedStatus) {
    this.connection = connection;
    this.questions = questions;
    this.expectedStatus = expectedStatus;
  }

  /// Asks so many questions.
  public void ask(long count, Consumer<Connection.Answer> reader) throws IOException {
    for (long number = 0; number < count; number++) {
      askOne(System.nanoTime(), reader);
    }
  }

  /// Asks one question.
  ///
  /// @param dueNanos when it should have been asked, by the clock of [System#nanoTime()]: waiting
  ///   counts as latency
  public void askOne(long dueNanos, Consumer<Connection.Answer> reader) throws IOException {
    Question question = questions.get();
    Connection.Answer answer = connection.ask(question);
    latencies.record(System.nanoTime() - dueNanos);
    if (answer.status() != expectedStatus) {
      throw new IOException(
          "%s must be answered with %d, got %d: %s"
              .formatted(question, expectedStatus, answer.status(), answer.text()));
    }
    answers++;
    bytes += answer.body().length;
    reader.accept(answer);
  }

  public Latencies.Snapshot latencies() {
    return latencies.snapshot();
  }

  public long answers() {
    return answers;
  }

  /// How long an answer is on average.
  public double bytesPerAnswer() {
    return (double) bytes / answers;
  }
}
