package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.bench.otlp.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs every benchmark of whole processes once, shortened: no figure is looked at.
class BenchIT {
  /// The server lives for seconds, so compiling it well costs more than it brings.
  private static final List<String> SHORT =
      List.of("--set=JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1", "--set=CLEW_STORE_SEAL_AGE=100ms");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void ingest_twoSizes_tellsARowOfEachAndCleansUp() throws IOException {
    run("ingest", "--warm-up=200ms", "--spans=5k", "--batch=50,500", "--sync=interval");

    assertThat(out.toString()).contains("spans/CPU s", "disk B/span", "sync=interval");
    assertThat(values("spansPerRequest")).containsExactly(50., 500.);
    assertThat(values("storedBytesPerSpan"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).isPositive());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void lookupAndScan_sameFolder_fillItOnce() throws IOException {
    String data = "--data=" + folder.resolve("filled");
    run("lookup", data, "--spans=5k", "--count=20", "--warm-up=5");

    assertThat(values("answers")).containsExactly(20., 20., 20.);

    run("scan", data, "--spans=5k", "--count=3", "--warm-up=1");

    assertThat(values("spansEach")).hasSize(5).allSatisfy(each -> assertThat(each).isPositive());
    assertThat(folder).isDirectoryContaining("glob:**/filled");
  }

  @Test
  void mix_shortRun_tellsARowOfEachWork() throws IOException {
    run("mix", "--spans=5k", "--warm-up=100ms", "--duration=1s", "--rate=2000/s", "--lookups=50");

    assertThat(values("ackedSpans"))
        .singleElement()
        .satisfies(each -> assertThat(each).isPositive());
    assertThat(values("answers")).hasSize(2).allSatisfy(each -> assertThat(each).isPositive());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void receivers_everyProtocol_tellsARowOfEach() throws IOException {
    run("receivers", "--warm-up=100ms", "--duration=500ms", "--batch=20");

    assertThat(values("ackedSpans"))
        .hasSize(Protocol.values().length)
        .allSatisfy(each -> assertThat(each).isPositive());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void recover_shortLog_findsAllItsSpans() throws IOException {
    run("recover", "--log-bytes=300k", "--encoding=gzip");

    assertThat(values("spans")).hasSize(2).first().isEqualTo(0.);
    assertThat(values("spans")).last().satisfies(each -> assertThat(each).isPositive());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void growth_twoSizes_comparesThem() throws IOException {
    run("growth", "--at=4k,8k", "--counted=2k", "--count=5");

    assertThat(values("lookupRatio")).hasSize(2).first().isEqualTo(1.);
    assertThat(values("storedSpans")).isSorted();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void sync_shortTurns_comparesWithOff() throws IOException {
    run("sync", "--warm-up=10ms", "--turns=2", "--duration=200ms");

    assertThat(values("speedByOff")).hasSize(2).last().isEqualTo(1.);
    assertThat(values("ackedSpans")).allSatisfy(each -> assertThat(each).isPositive());
    assertThat(folder).isEmptyDirectory();
  }

  private void run(String command, String... options) {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(command, "--folder=" + folder));
    all.addAll(SHORT);
    all.addAll(List.of(options));
    int code =
        Bench.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    assertThat(code).as(() -> out + "" + err).isZero();
  }

  /// The values of one name in the line of JSON, which is the last.
  private List<Double> values(String name) throws IOException {
    List<Double> values = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(out.toString().lines().toList().getLast())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isNumeric() && name.equals(json.currentName())) {
          values.add(json.getDoubleValue());
        }
      }
    }
    return values;
  }
}
