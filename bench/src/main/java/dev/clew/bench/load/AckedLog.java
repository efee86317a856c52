package dev.clew.bench.load;

import dev.clew.bench.data.Round;
import dev.clew.bench.data.TraceCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The file of what a receiver acknowledged: a line for each trace in each acknowledged request,
/// the trace id and the number of its spans there.
///
/// Lines wait in memory for the next tick; one `fsync` serves them all, and only then are they
/// counted as recorded. Thus a crash of the generator forgets acknowledged spans, but never makes
/// any up. Safe for many threads.
final class AckedLog implements AutoCloseable {
  private static final int TICK_MILLIS = 5;
  private static final int MOST_WAITING = 16 << 20;

  private final FileChannel file;
  private final Thread writer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private volatile long recordedLines;
  private volatile @Nullable IOException failure;

  AckedLog(Path path) throws IOException {
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    writer = Thread.ofPlatform().name("acked-log").start(this::writeUntilClosed);
  }

  /// Puts down that all spans of a request were acknowledged.
  void acknowledged(Round round, TraceCounts traces) {
    StringBuilder lines = new StringBuilder(traces.size() * 36);
    for (int at = 0; at < traces.size(); at++) {
      lines.append(round.traceId(traces.trace(at)));
      lines.append(' ').append(traces.count(at)).append('\n');
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
    room.acquireUninterruptibly(bytes.length);
    failOnFailure();
    synchronized (waiting) {
      waiting.writeBytes(bytes);
    }
  }

  /// How many lines are safe on disk.
  long recordedLines() {
    return recordedLines;
  }

  /// Writes what waits, and fails when any line could not be written.
  @Override
  public void close() throws IOException {
    closing.countDown();
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    file.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    failOnFailure();
  }

  private void writeUntilClosed() {
    try {
      boolean last = false;
      while (!last) {
        last = closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        write(take());
      }
    } catch (IOException thrown) {
      fail(thrown);
    } catch (InterruptedException interrupted) {
      fail(new IOException("the writer was interrupted", interrupted));
    }
  }

  private byte[] take() {
    synchronized (waiting) {
      byte[] lines = waiting.toByteArray();
      waiting.reset();
      return lines;
    }
  }

  private void write(byte[] lines) throws IOException {
    if (lines.length == 0) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(lines);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    file.force(false);
    room.release(lines.length);
    countRecorded(lines);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
  private void countRecorded(byte[] lines) {
    for (byte character : lines) {
      recordedLines += character == '\n' ? 1 : 0;
    }
  }

  /// Lets every sender run into the failure instead of waiting for room.
  private void fail(IOException thrown) {
    failure = thrown;
    room.release(Integer.MAX_VALUE / 2);
  }

  private void failOnFailure() {
    IOException thrown = failure;
    if (thrown != null) {
      throw new UncheckedIOException("the file of acknowledged spans must be writable", thrown);
    }
  }
}
