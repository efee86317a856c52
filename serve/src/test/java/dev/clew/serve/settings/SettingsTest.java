package dev.clew.serve.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clew.store.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("clew.yaml");
  }

  private static Settings read(Map<String, String> environment) throws SettingsException {
    return Settings.read(Optional.empty(), environment, Map.of());
  }

  private Settings read(String yaml, Map<String, String> environment, Map<String, Flag> flags)
      throws SettingsException {
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Settings.read(Optional.of(file), environment, flags);
  }

  private List<String> problems(String yaml, Map<String, String> environment) {
    return catchThrowableOfType(SettingsException.class, () -> read(yaml, environment, Map.of()))
        .problems();
  }

  @Test
  void nothingGiven_works() throws SettingsException {
    Settings settings = read(Map.of());

    assertThat(settings.listen()).isEqualTo("127.0.0.1");
    assertThat(settings.ports().numbers())
        .containsEntry(Port.OTLP_GRPC, 4317)
        .containsEntry(Port.OTLP_HTTP, 4318)
        .containsEntry(Port.PAGE, 16686)
        .containsEntry(Port.HEALTH, 13133)
        .containsOnlyKeys(Port.values());
    assertThat(settings.receive().maxRequestBytes()).isEqualTo(16 << 20);
    assertThat(settings.store().retention().age()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.store().log().syncMode()).isEqualTo(SyncMode.GROUP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "---\n", "store:\n", "store:\n  retention:\n"})
  void emptyFile_saysNothing(String yaml) throws SettingsException {
    assertThat(read(yaml, Map.of(), Map.of()).store().retention().age())
        .isEqualTo(Duration.ofDays(7));
  }

  @Test
  void flag_isStrongerThanEnvironment_whichIsStrongerThanFile() throws SettingsException {
    var flags = Map.of("ports.page", new Flag("--page", "3"));
    var environment = Map.of("CLEW_PORTS_PAGE", "2", "CLEW_PORTS_OTLP_HTTP", "2");
    String yaml = "ports: {page: 1, otlp-http: 1, otlp-grpc: 1}";

    Settings settings = read(yaml, environment, flags);

    assertThat(settings.ports().numbers())
        .containsEntry(Port.OTLP_GRPC, 1)
        .containsEntry(Port.OTLP_HTTP, 2)
        .containsEntry(Port.PAGE, 3);
    assertThat(settings.said())
        .contains(
            "ports.page: 3  # --page",
            "ports.otlp-http: 2  # CLEW_PORTS_OTLP_HTTP",
            "ports.otlp-grpc: 1  # clew.yaml:1",
            "ports.health: 13133  # default");
  }

  @Test
  void portsOffset_movesAllButFreeOnes() throws SettingsException {
    Settings settings = read(Map.of("CLEW_PORTS_OFFSET", "100", "CLEW_PORTS_PAGE", "0"));

    assertThat(settings.ports().numbers())
        .containsEntry(Port.OTLP_GRPC, 4417)
        .containsEntry(Port.PAGE, 0)
        .containsEntry(Port.HEALTH, 13233);
  }

  @Test
  void port_off_isNotOpened() throws SettingsException {
    Settings settings = read(Map.of("CLEW_PORTS_ZIPKIN", "off", "CLEW_PORTS_OFFSET", "100"));

    assertThat(settings.ports().number(Port.ZIPKIN)).isEmpty();
  }

  @Test
  void port_thatClewNeeds_cannotBeOff() {
    assertThat(problems("ports: {page: off}", Map.of()))
        .containsExactly(
            "clew.yaml:1: ports.page needs a whole number from 0 to 65535, got \"off\"");
  }

  @Test
  void lists_areYamlInFilesAndCommasElsewhere() throws SettingsException {
    String yaml = "receive:\n  cors-origins: [http://a, http://b]\n";
    var environment = Map.of("CLEW_RECEIVE_CORS_ORIGINS", "http://c, http://d");

    assertThat(read(yaml, Map.of(), Map.of()).receive().corsOrigins())
        .containsExactly("http://a", "http://b");
    assertThat(read(yaml, environment, Map.of()).receive().corsOrigins())
        .containsExactly("http://c", "http://d");
  }

  @Test
  void unknownKey_namesFileLineAndTheNearest() {
    assertThat(problems("store:\n  retentoin: 7d\n", Map.of()))
        .containsExactly(
            "clew.yaml:2: store.retentoin is no setting, did you mean store.retention?");
  }

  @Test
  void unknownKey_farFromAll_isNotGuessedAt() {
    assertThat(problems("zebra: 1", Map.of())).containsExactly("clew.yaml:1: zebra is no setting");
  }

  @Test
  void unknownVariable_isNamedWithTheNearest() {
    assertThat(problems("", Map.of("CLEW_STORE_RETENTON", "7d")))
        .containsExactly(
            "environment: CLEW_STORE_RETENTON is no setting, did you mean CLEW_STORE_RETENTION?");
  }

  @Test
  void problems_areAllTold() {
    String yaml = "listen: here and there\nstore:\n  retention: 7\n  sync: sometimes\nnope: 1\n";

    assertThat(problems(yaml, Map.of("CLEW_PORTS_PAGE", "http")))
        .containsExactlyInAnyOrder(
            "clew.yaml:1: listen needs a host name or address, got \"here and there\"",
            "clew.yaml:3: store.retention needs a duration with a unit of ms, s, m, h or d, such as"
                + " 30s, got \"7\"",
            "clew.yaml:4: store.sync needs one of [group, interval, off], got \"sometimes\"",
            "clew.yaml:5: nope is no setting",
            "CLEW_PORTS_PAGE: ports.page needs a whole number from 0 to 65535, got \"http\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store: 7                  | clew.yaml:1: store has settings below it",
        "data: [a, b]              | clew.yaml:1: data needs one value, got a list",
        "data: {a: b}              | clew.yaml:1: data.a is no setting",
        "[1, 2]                    | clew.yaml:1: needs keys with values",
        "{data: &x a, listen: *x} | clew.yaml:1: listen must be written out",
        "data: !!java.net.URL [a]  | clew.yaml:1: data must be written out",
        "data: {                   | clew.yaml:1: is not YAML",
        "ports: {page: 70000}      | needs a whole number from 0 to 65535",
        "ports: {page: 4317}       | ports need a number of its own each",
        "ports: {page: 60000, offset: 9999} | needs at most 65535 with the offset, got 69999",
        "receive: {max-request-size: 16}    | needs a size with a unit",
        "receive: {max-request-size: 16MB}  | needs a size with a unit",
        "receive: {max-request-size: 1TiB}  | needs from 1024 to 536870912 bytes",
        "receive: {request-timeout: 1w}     | needs a duration with a unit",
        "receive: {request-timeout: 1ms}    | needs at least 100ms",
        "insecure: yes please      | needs true or false",
        "data: ''                  | needs a folder",
      })
  void badFile_isRefusedWithPlaceAndReason(String yaml, String problem) {
    assertThat(problems(yaml, Map.of())).singleElement().asString().contains(problem);
  }

  @Test
  void keyTwice_namesBothPlaces() {
    assertThat(problems("data: a\ndata: b\n", Map.of()))
        .containsExactly("clew.yaml:2: data was set before, at clew.yaml:1");
  }

  @Test
  void secondDocument_isRefused() {
    assertThat(problems("data: a\n---\ndata: b\n", Map.of()))
        .singleElement()
        .asString()
        .contains("needs one document");
  }

  @Test
  void missingFile_isNamed() {
    assertThat(
            catchThrowableOfType(
                SettingsException.class,
                () -> Settings.read(Optional.of(file), Map.of(), Map.of())))
        .hasMessage(file + ": there is no such file");
  }

  @Test
  void hugeFile_isNotRead() {
    assertThat(problems("#".repeat((1 << 20) + 1), Map.of()))
        .containsExactly("clew.yaml: needs at most 1 MiB, has 1048577 bytes");
  }

  @Test
  void deeplyNestedFile_isRefused() {
    assertThat(problems("a: {".repeat(100_000), Map.of())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "example.org", "127.evil.org"})
  void listen_beyondThisMachine_needsInsecure(String host) throws SettingsException {
    assertThat(problems("listen: \"" + host + "\"", Map.of()))
        .singleElement()
        .asString()
        .startsWith("clew.yaml:1: listen needs 127.0.0.1")
        .contains("--insecure");

    assertThat(read(Map.of("CLEW_LISTEN", host, "CLEW_INSECURE", "true")).listen()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost"})
  void listen_onThisMachine_isFine(String host) throws SettingsException {
    assertThat(read(Map.of("CLEW_LISTEN", host)).listen()).isEqualTo(host);
  }

  @Test
  void maxSize_canBeUnlimited() throws SettingsException {
    assertThat(read(Map.of()).store().retention().maxBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(read(Map.of("CLEW_STORE_MAX_SIZE", "1GiB")).store().retention().maxBytes())
        .isEqualTo(1L << 30);
  }

  @ParameterizedTest
  @CsvSource({"retentoin, retention, 2", "'', abc, 3", "abc, abc, 0", "page, pgae, 2"})
  void edits_areCounted(String from, String to, int edits) {
    assertThat(Nearest.edits(from, to)).isEqualTo(edits);
  }
}
