package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final String NL = System.lineSeparator();

  private final StringWriter terminal = new StringWriter();

  private ProgressLine line(boolean isWatched) {
    return new ProgressLine(new PrintWriter(terminal), isWatched);
  }

  private Progress file(int size, boolean isWatched) {
    return new Progress(new ByteArrayInputStream(new byte[size]), size, line(isWatched));
  }

  @Test
  void bar_growsWithWhatWasRead() throws IOException {
    try (Progress file = file(1000, true)) {
      file.readNBytes(500);
      file.show(7);
      file.readNBytes(9);
      file.show(8);
      file.readAllBytes();
      file.show(9);
      file.end();
    }

    assertThat(terminal.toString())
        .isEqualTo(
            "\r["
                + "#".repeat(15)
                + " ".repeat(15)
                + "]  50 %  7 spans"
                + "\r["
                + "#".repeat(30)
                + "] 100 %  9 spans"
                + NL);
  }

  @Test
  void bar_ofAnEmptyFile_isFull() throws IOException {
    try (Progress file = file(0, true)) {
      file.show(0);
    }

    assertThat(terminal.toString()).endsWith("] 100 %  0 spans");
  }

  @Test
  void bar_nobodyWatches_isNotThere() throws IOException {
    try (Progress file = file(10, false)) {
      file.readAllBytes();
      file.show(3);
      file.end();
    }

    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void line_saysTheSameOnce_andEndsOnlyWhereItBegan() {
    ProgressLine line = line(true);
    line.end();
    line.show("1 traces");
    line.show("1 traces");
    line.show("2 traces");
    line.end();

    assertThat(terminal.toString()).isEqualTo("\r1 traces\r2 traces" + NL);
  }
}
