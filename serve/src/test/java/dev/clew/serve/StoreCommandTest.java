package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.model.TenantId;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StoreCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// Three blocks of ten spans each, and ten more in the log.
  @BeforeEach
  void fillStore() throws Exception {
    try (EmbeddedStore store = open(5)) {
      for (int seed = 0; seed < 3; seed++) {
        append(store, seed);
      }
      await().until(() -> store.status().blocks() == 3);
    }
    try (EmbeddedStore store = open(1000)) {
      append(store, 3);
    }
  }

  private EmbeddedStore open(int sealSpans) throws IOException {
    StoreSettings settings =
        StoreSettings.of(folder).withHeads(1 << 30, sealSpans, Duration.ofDays(1));
    return EmbeddedStore.open(settings, InstantSource.system(), StoreListener.NONE);
  }

  private static void append(EmbeddedStore store, long seed) throws MalformedException {
    byte[] body = OtlpProto.request(new TraceGen(new Gen(seed)).trace(10)).toByteArray();
    var request = new SpanRequest(body, Encoding.IDENTITY, OtlpReader.read(body, body.length));
    store.append(TenantId.DEFAULT, request);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private int store(String what, String... more) {
    return run(
        Stream.concat(Stream.of("store", what, "--data", folder.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(out.toString());
  }

  private Path firstBlock() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blocks/default"))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private void damageFirstBlock() throws IOException {
    byte[] bytes = Files.readAllBytes(firstBlock());
    bytes[20] ^= 1;
    Files.write(firstBlock(), bytes);
  }

  @Test
  void verify_ofAGoodStore_saysSoFileByFile() {
    assertThat(store("verify")).isZero();

    assertThat(out.toString().lines())
        .filteredOn(line -> line.contains("blocks/default/"))
        .hasSize(3)
        .allMatch(line -> line.matches("\\d+/\\d+  good +[\\d.]+ [KM]?i?B  blocks/default/\\S+"));
    assertThat(out.toString().lines().toList().getLast())
        .contains("every byte is what was written");
  }

  @Test
  void verify_ofADamagedBlock_isOneAndNamesIt() throws IOException {
    damageFirstBlock();

    assertThat(store("verify")).isOne();

    assertThat(out.toString())
        .contains("DAMAGED", "corrupt block " + firstBlock().getFileName() + " at byte")
        .contains("1 file is damaged");
    assertThat(firstBlock()).exists();
  }

  @Test
  void verify_ofADamagedLog_isOneAndLeavesItAsItIs() throws IOException {
    Path log;
    try (Stream<Path> files = Files.list(folder.resolve("wal"))) {
      log = files.sorted().filter(each -> holdsRecord(each)).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[60] ^= 1;
    Files.write(log, bytes);

    assertThat(store("verify")).isOne();

    assertThat(out.toString()).contains("DAMAGED", "at byte 32: record checksum");
    assertThat(log).hasBinaryContent(bytes);
  }

  private static boolean holdsRecord(Path log) {
    try {
      return Files.readAllBytes(log)[32] != 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void verify_inJson_isForPrograms() throws IOException {
    damageFirstBlock();

    store("verify", "--json");

    assertThat(json().path("good").asBoolean(true)).isFalse();
    assertThat(json().path("damaged")).hasSize(1);
    assertThat(json().at("/damaged/0/file").asText()).startsWith("blocks/default/");
    assertThat(json().at("/damaged/0/problems/0").asText()).contains("checksum");
  }

  @Test
  void stat_saysWhatTenantsHaveInAlignedColumns() {
    assertThat(store("stat", "--columns", "3")).isZero();

    assertThat(out.toString().lines().limit(2))
        .satisfiesExactly(
            head -> assertThat(head).matches("tenant +blocks +spans +size +B/span .* requests"),
            row -> assertThat(row).matches("default +3 +30 +[\\d.]+ KiB +[\\d.]+ .* \\d+"));
    assertThat(out.toString().lines().limit(2).map(String::length).distinct()).hasSize(1);
    assertThat(out.toString().lines().skip(3)).hasSize(4).first().asString().contains("B/span");
  }

  @Test
  void stat_inJson_sumsUpToTheBlocks() throws IOException {
    assertThat(store("stat", "--json", "--columns", "1000000")).isZero();

    JsonNode tenant = json().at("/tenants/0");
    long columns = tenant.path("columnBytes").valueStream().mapToLong(JsonNode::asLong).sum();
    assertThat(tenant.path("spans").asInt()).isEqualTo(30);
    assertThat(columns).isEqualTo(tenant.path("blockBytes").asLong());
    assertThat(tenant.path("logRequests").asInt()).isPositive();
  }

  @Test
  void compact_makesOneBlockOfAll() throws IOException {
    assertThat(store("compact")).isZero();

    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("before 3 "))
        .anyMatch(line -> line.startsWith("after 1 "));
    try (EmbeddedStore store = open(1000)) {
      assertThat(store.status().storedSpans()).isEqualTo(40);
    }
  }

  @Test
  void everything_ofARunningStore_is78AndSaysWhoHasIt() throws IOException {
    try (EmbeddedStore _ = open(1000)) {
      for (String what : new String[] {"verify", "stat", "compact"}) {
        assertThat(store(what)).isEqualTo(Main.BAD_CONFIGURATION);
      }
    }
    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.contains("process " + ProcessHandle.current().pid()));
  }

  @Test
  void everything_ofNoStore_is78AndMakesNone() {
    Path nowhere = folder.resolve("nowhere");
    for (String what : new String[] {"verify", "stat", "compact"}) {
      assertThat(run("store", what, "--data", nowhere.toString()))
          .isEqualTo(Main.BAD_CONFIGURATION);
    }

    assertThat(err.toString()).contains("holds no store");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void store_alone_saysWhatThereIs() {
    assertThat(run("store")).isEqualTo(CommandLine.ExitCode.USAGE);

    assertThat(err.toString()).contains("verify", "stat", "compact");
  }
}
