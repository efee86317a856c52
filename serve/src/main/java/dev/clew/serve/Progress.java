package dev.clew.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what is read of a file, and shows how far it is.
///
/// Owned by one thread.
final class Progress extends FilterInputStream {
  private static final int WIDTH = 30;

  private final long size;
  private final ProgressLine line;
  private long read;
  private int shown = -1;

  /// @param size of the file, in bytes
  Progress(InputStream in, long size, ProgressLine line) {
    super(in);
    this.size = size;
    this.line = line;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    read += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    read += Math.max(0, count);
    return count;
  }

  /// Shows how much was read, and what became of it whenever that is a percent more.
  void show(long spans) {
    int percent = size == 0 ? 100 : (int) Math.min(100, read * 100 / size);
    if (percent != shown) {
      shown = percent;
      int full = percent * WIDTH / 100;
      String bar = "#".repeat(full) + " ".repeat(WIDTH - full);
      line.show("[%s] %3d %%  %d spans".formatted(bar, percent, spans));
    }
  }

  /// Ends the line.
  void end() {
    line.end();
  }
}
