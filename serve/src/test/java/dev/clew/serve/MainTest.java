package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void check_ofGoodSettings_showsThem() throws IOException {
    Path file = Files.writeString(folder.resolve("clew.yaml"), "store: {retention: 3d}");

    assertThat(run("check", "--config", file.toString(), "--ports-offset", "7")).isZero();

    assertThat(out.toString())
        .contains("store.retention: 3d  # clew.yaml:1", "ports.offset: 7  # --ports-offset");
  }

  @Test
  void check_ofBadSettings_is78WithEveryProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("clew.yaml"), "store: {retentoin: 3d}\nzebra: 1");

    assertThat(run("check", "--config", file.toString())).isEqualTo(78);

    assertThat(err.toString().lines())
        .containsExactly(
            "clew: clew.yaml:1: store.retentoin is no setting, did you mean store.retention?",
            "clew: clew.yaml:2: zebra is no setting");
  }

  @Test
  void serve_onAFile_is78WithItsPath() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(run("serve", "--data", file.toString(), "--ports-offset", "23456")).isEqualTo(78);

    assertThat(err.toString()).startsWith("clew: data folder").contains(file.toString());
  }

  @Test
  void serve_forEverybody_needsInsecure() {
    assertThat(run("serve", "--listen", "0.0.0.0")).isEqualTo(78);

    assertThat(err.toString()).startsWith("clew: --listen: listen needs 127.0.0.1");
  }

  @Test
  void trace_ofNoId_saysWhatAnIdIs() {
    assertThat(run("trace", "abc")).isEqualTo(CommandLine.ExitCode.USAGE);

    assertThat(err.toString()).contains("32");
  }

  @Test
  void trace_whereNothingRuns_saysSo() {
    String id = "0af7651916cd43dd8448eb211c80319c";

    assertThat(run("trace", id, "--endpoint", "http://127.0.0.1:1")).isOne();

    assertThat(err.toString()).contains("is Clew running there?");
  }

  @Test
  void version_isTheBuilds() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).matches("clew \\d+\\.\\d+.*\\R");
  }

  @Test
  void unknownCommand_isAnErrorWithASuggestion() {
    assertThat(run("serv")).isEqualTo(CommandLine.ExitCode.USAGE);

    assertThat(err.toString()).contains("serve");
  }
}
