package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the measurement that PERFORMANCE.md describes, shortened.
class MeasureIT {
  @Test
  void measure_realServer_saysEveryFigureAndCleansUp(@TempDir Path folder) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int code =
        Generate.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("measure", "--folder", folder.toString(), "--warm-up=500ms", "--duration=1s");

    assertThat(code).as(() -> out + "" + err).isZero();
    assertThat(out.toString())
        .containsPattern("start, empty: [0-9.]+ s")
        .containsPattern("ingest: [0-9,]+ spans acknowledged in")
        .containsPattern("server [0-9.]+ µs, generator [0-9.]+ µs")
        .containsPattern("start after kill -9: [0-9.]+ s, [0-9,]+ spans from the log")
        .containsPattern("disk: [0-9.]+ bytes a span, [0-9,]+ spans in [0-9]+ blocks");
    assertThat(folder).isEmptyDirectory();
  }
}
