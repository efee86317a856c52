package dev.clew.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/// Counts what is read of a file, and shows how far it is, in one line of a terminal.
///
/// Owned by one thread.
final class Progress extends FilterInputStream {
  private static final int WIDTH = 30;

  private final long size;
  private final PrintWriter terminal;
  private final boolean isShown;
  private long read;
  private int shown = -1;

  /// @param size of the file, in bytes
  /// @param isShown false where nobody watches
  Progress(InputStream in, long size, PrintWriter terminal, boolean isShown) {
    super(in);
    this.size = size;
    this.terminal = terminal;
    this.isShown = isShown;
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

  /// Shows how much was read and what became of it.
  void show(long spans) {
    int percent = size == 0 ? 100 : (int) Math.min(100, read * 100 / size);
    if (isShown && percent != shown) {
      shown = percent;
      int full = percent * WIDTH / 100;
      terminal.printf(
          "\r[%s%s] %3d %%  %d spans", "#".repeat(full), " ".repeat(WIDTH - full), percent, spans);
      terminal.flush();
    }
  }

  /// Ends the line.
  void end() {
    if (isShown && shown >= 0) {
      terminal.println();
      terminal.flush();
    }
  }
}
