package dev.clew.bench.load;

import dev.clew.bench.data.Round;
import dev.clew.bench.data.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The file of what a receiver acknowledged: a line for each trace in each acknowledged request,
/// the trace id and the number of its spans there.
///
/// Lines are handed to the operating system at once and never before the acknowledgement. Thus
/// whatever is killed, the file may lack the newest requests but never makes any up. They are not
/// forced to the disk, whose time belongs to the receiver. Safe for many threads.
final class AckedLog implements AutoCloseable {
  private final OutputStream file;

  AckedLog(Path path) throws IOException {
    file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// Puts down that all spans of a request were acknowledged.
  void acknowledged(Round round, Template template) {
    StringBuilder lines = new StringBuilder();
    template
        .spansByTrace()
        .forEach((trace, spans) ->
            lines.append(round.traceId(trace)).append(' ').append(spans).append('\n'));
    try {
      write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException thrown) {
      throw new UncheckedIOException("the file of acknowledged spans must be writable", thrown);
    }
  }

  private synchronized void write(byte[] lines) throws IOException {
    file.write(lines);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
