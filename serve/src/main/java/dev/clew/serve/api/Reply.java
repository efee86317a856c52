package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/// One answer on its way: a status and headers, which can change until the first chunk leaves, and
/// a body of any length that never holds more than a chunk, since writing waits for the client.
///
/// Owned by the thread that answers.
public final class Reply extends OutputStream {
  private static final int CHUNK = 64 * 1024;

  private final HttpResponseWriter out;
  private final Runnable onProgress;
  private final ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK);
  private final HttpHeadersBuilder trailers = HttpHeaders.builder();
  private byte[] chunk = new byte[1024];
  private int size;
  private boolean committed;

  /// @param onProgress runs whenever the client has taken a chunk
  Reply(HttpResponseWriter out, Runnable onProgress) {
    this.out = out;
    this.onProgress = onProgress;
  }

  public Reply status(HttpStatus status) {
    headers.status(status);
    return this;
  }

  public Reply type(MediaType type) {
    headers.contentType(type);
    return this;
  }

  public Reply header(CharSequence name, String value) {
    headers.set(name, value);
    return this;
  }

  /// What follows the body.
  public Reply trailer(CharSequence name, String value) {
    trailers.set(name, value);
    return this;
  }

  /// Sends what was written so far, and waits until the client has taken it.
  public void push() throws IOException {
    if (size > 0) {
      send();
    }
  }

  /// True when the status has left and can no longer change.
  boolean isCommitted() {
    return committed;
  }

  HttpStatus status() {
    return headers.status();
  }

  /// Forgets what was written, so that something else can be written instead.
  public void reset() {
    headers.clear();
    headers.status(HttpStatus.OK);
    trailers.clear();
    size = 0;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    int done = 0;
    while (done < length) {
      if (size == CHUNK) {
        send();
      }
      int step = Math.min(length - done, CHUNK - size);
      makeRoom(size + step);
      System.arraycopy(bytes, from + done, chunk, size, step);
      size += step;
      done += step;
    }
  }

  private void makeRoom(int needed) {
    if (needed > chunk.length) {
      chunk = Arrays.copyOf(chunk, Math.min(CHUNK, Math.max(needed, chunk.length * 2)));
    }
  }

  private void send() throws IOException {
    if (!committed) {
      committed = true;
      offer(out.tryWrite(headers.build()));
    }
    offer(out.tryWrite(HttpData.copyOf(chunk, 0, size)));
    size = 0;
    awaitDemand();
    onProgress.run();
  }

  private static void offer(boolean taken) throws IOException {
    if (!taken) {
      throw new InterruptedIOException("the client has gone");
    }
  }

  private void awaitDemand() throws IOException {
    try {
      out.whenConsumed().get();
    } catch (InterruptedException | ExecutionException e) {
      var gone = new InterruptedIOException("the client has gone");
      gone.initCause(e);
      throw gone;
    }
  }

  /// Sends what is left, and the headers if nothing has left before.
  void finish() throws IOException {
    if (!committed) {
      committed = true;
      if (trailers.isEmpty() && !headers.status().isContentAlwaysEmpty()) {
        headers.setLong(HttpHeaderNames.CONTENT_LENGTH, size);
      }
      offer(out.tryWrite(headers.build()));
    }
    if (size > 0) {
      offer(out.tryWrite(HttpData.wrap(chunk, 0, size)));
    }
    if (!trailers.isEmpty()) {
      offer(out.tryWrite(trailers.build()));
    }
    out.close();
  }

  /// Breaks the answer off, so that the client sees that it is not whole.
  void breakOff() {
    out.abort();
  }
}
