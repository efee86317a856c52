package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.bench.FakeReceiver.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void generate_traces_endsAfterThemWithTheFigures() throws IOException {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      int code = generate(receiver, "--traces", "70", "--encoding", "zstd");

      assertThat(code).isZero();
      assertThat(receiver.ackedSpansByTrace()).hasSize(70);
      assertThat(out.toString())
          .startsWith("%,d spans acknowledged in ".formatted(receiver.ackedSpans()))
          .containsPattern("spans/s; p50 [0-9.]+ ms, p99 [0-9.]+ ms; refused 0, retried 0,");
      assertThat(err.toString()).contains("a round of 70 traces");
    }
  }

  @Test
  void generate_atARate_spreadsTracesOverRounds() throws IOException {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      int code = generate(receiver, "--traces", "60", "--rate", "10000", "--batch", "20");

      assertThat(code).isZero();
      assertThat(receiver.ackedSpansByTrace()).hasSize(60);
    }
  }

  @Test
  void generate_sameSeed_makesTheSameTraces() throws IOException {
    List<Object> traces = new ArrayList<>();
    for (String seed : List.of("5", "5", "6")) {
      try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
        generate(receiver, "--traces", "20", "--seed", seed, "--services", "3");
        traces.add(receiver.ackedSpansByTrace());
      }
    }

    assertThat(traces.get(0)).isEqualTo(traces.get(1)).isNotEqualTo(traces.get(2));
  }

  @Test
  void generate_spansRefused_endsWithOne() throws IOException {
    try (var receiver = new FakeReceiver(_ -> Answer.of(400))) {
      assertThat(generate(receiver, "--traces", "20")).isEqualTo(1);
      assertThat(out.toString()).contains("last trouble: HTTP 400");
    }
  }

  @Test
  void generate_duration_endsInTime() throws IOException {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      int code = generate(receiver, "--duration", "200ms", "--rate", "1000");

      assertThat(code).as(() -> out + "" + err).isZero();
    }
  }

  @Test
  void generate_ackedFile_isAppendedTo() throws IOException {
    Path acked = Files.writeString(folder.resolve("acked"), "from before\n");
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      generate(receiver, "--traces", "20", "--acked", acked.toString());

      assertThat(Files.readAllLines(acked)).contains("from before").hasSizeGreaterThan(20);
    }
  }

  @Test
  void generate_ackedFileThatCannotBeWritten_endsWithOneAndSaysWhich() throws IOException {
    try (var receiver = new FakeReceiver(_ -> Answer.ok())) {
      assertThat(generate(receiver, "--traces", "20", "--acked", folder.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("clew generate failed").contains(folder.toString());
    }
  }

  @Test
  void generate_wrongValues_endWithTwoAndSayWhy() {
    assertThat(run("--rate", "fast")).isEqualTo(2);
    assertThat(run("--connections", "0")).isEqualTo(2);
    assertThat(run("--traces", "0")).isEqualTo(2);
    assertThat(run("--encoding", "snappy")).isEqualTo(2);
    assertThat(err.toString())
        .contains("rate must be a number of spans a second or max, got fast")
        .contains("connections must be from 1 to 1000, got 0")
        .contains("traces must be 1 or more, got 0")
        .contains("encoding must be none, gzip or zstd, got snappy")
        .contains("clew generate --help");
  }

  @Test
  void generate_help_namesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--endpoint", "--protocol", "--encoding", "--rate", "--duration", "--traces")
        .contains("--services", "--connections", "--seed", "--acked", "verify");
  }

  private int generate(FakeReceiver receiver, String... options) {
    List<String> all = new ArrayList<>(List.of("--protocol", "http"));
    all.addAll(List.of("--endpoint", receiver.endpoint().toString()));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private int run(String... options) {
    CommandLine line = Generate.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(options);
  }
}
