package dev.clew.instrument.sdk.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Sends as another sender does, and keeps on disk what that one could not bring home, after all of
/// its retries: the server away, or answering 429, 502, 503 or 504. Everything else is final.
///
/// A request that timed out may have arrived; the server takes a span sent twice as one.
final class BufferedSender implements HttpSender {
  private static final Logger LOG = Logger.getLogger(BufferedSender.class.getName());

  private final HttpSender next;
  private final DiskBuffer buffer;
  private final ExportCounts counts;
  private final ScheduledExecutorService resender;
  private final AtomicBoolean isResending = new AtomicBoolean();

  BufferedSender(HttpSender next, DiskBuffer buffer, ExportCounts counts, Duration resendEvery) {
    this.next = next;
    this.buffer = buffer;
    this.counts = counts;
    this.resender = Executors.newSingleThreadScheduledExecutor(BufferedSender::thread);
    long millis = resendEvery.toMillis();
    var unused =
        resender.scheduleWithFixedDelay(this::resend, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "clew-resend");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    next.send(
        message,
        response -> {
          answered(message, response.getStatusCode());
          onResponse.accept(response);
        },
        thrown -> {
          keep(message);
          onError.accept(thrown);
        });
  }

  private void answered(MessageWriter message, int status) {
    if (isRetryable(status)) {
      keep(message);
    } else if (status / 100 == 2) {
      counts.sent.increment();
    } else {
      counts.refused.increment();
    }
  }

  static boolean isRetryable(int status) {
    return status == 429 || (status >= 502 && status <= 504);
  }

  private void keep(MessageWriter message) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      message.writeMessage(body);
      (buffer.add(body.toByteArray()) ? counts.buffered : counts.lost).increment();
    } catch (IOException e) {
      counts.lost.increment();
      LOG.log(Level.FINE, "the disk buffer could not be written", e);
    }
  }

  /// One after the other, oldest first, until one fails.
  private void resend() {
    Optional<Path> oldest = buffer.oldest();
    if (oldest.isEmpty() || !isResending.compareAndSet(false, true)) {
      return;
    }
    try {
      resend(oldest.get());
    } catch (IOException | RuntimeException e) {
      isResending.set(false);
      LOG.log(Level.FINE, "the disk buffer could not be read", e);
    }
  }

  private void resend(Path file) throws IOException {
    Optional<byte[]> body = buffer.read(file);
    if (body.isEmpty()) {
      isResending.set(false);
      return;
    }
    next.send(
        new Body(body.get()),
        response -> resent(file, response.getStatusCode()),
        thrown -> isResending.set(false));
  }

  private void resent(Path file, int status) {
    boolean isDone = !isRetryable(status);
    try {
      if (isDone) {
        (status / 100 == 2 ? counts.resent : counts.refused).increment();
        buffer.remove(file);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "a sent file could not be deleted", e);
    } finally {
      isResending.set(false);
    }
    if (isDone && !resender.isShutdown()) {
      resender.execute(this::resend);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    resender.shutdown();
    return next.shutdown();
  }

  /// A body that was serialised before.
  private static final class Body implements MessageWriter {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void writeMessage(OutputStream out) throws IOException {
      out.write(bytes);
    }

    @Override
    public int getContentLength() {
      return bytes.length;
    }
  }
}
