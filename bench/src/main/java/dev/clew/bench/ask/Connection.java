package dev.clew.bench.ask;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One HTTP/1.1 connection that stays open. Nothing but the socket and this thread stands between
/// question and answer, so that the client adds little to what is measured. Owned by one thread.
public final class Connection implements AutoCloseable {
  private static final int LONGEST_LINE = 8 << 10;
  private static final int LONGEST_BODY = 256 << 20;
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private final String host;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /// Connects at once.
  public Connection(URI server) throws IOException {
    host = server.getRawAuthority();
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) ANSWER.toMillis());
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
  }

  /// What came back.
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Answer(int status, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /// Sends a question and waits for the whole answer.
  public Answer ask(Question question) throws IOException {
    byte[] body = question.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n%s\r\n"
            .formatted(
                body.length == 0 ? "GET" : "POST",
                question.path(),
                host,
                body.length == 0
                    ? ""
                    : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
    var request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    out.write(request.toByteArray());
    return answer();
  }

  private Answer answer() throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 ")) {
      throw new IOException("an answer must begin with HTTP/1.1, got " + status);
    }
    long length = 0;
    boolean isChunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
      }
      isChunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    byte[] body = isChunked ? chunks() : exactly(length);
    return new Answer(Integer.parseInt(status.substring(9, 12)), body);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(exactly(size));
      bounded(body.size());
      line();
    }
    line();
    return body.toByteArray();
  }

  private long chunkSize() throws IOException {
    return Long.parseLong(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(long length) throws IOException {
    byte[] bytes = in.readNBytes(bounded(length));
    if (bytes.length < length) {
      throw new EOFException("an answer must be whole, ended after " + bytes.length + " bytes");
    }
    return bytes;
  }

  private static int bounded(long length) throws IOException {
    if (length < 0 || length > LONGEST_BODY) {
      throw new IOException("an answer must have up to " + LONGEST_BODY + " bytes, got " + length);
    }
    return (int) length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("an answer must be whole, the connection has ended");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a header must have up to " + LONGEST_LINE + " characters");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
