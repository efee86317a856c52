package dev.clew.serve.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.serve.sampling.Strategy.Operation;
import dev.clew.serve.sampling.Strategy.Operations;
import dev.clew.serve.sampling.Strategy.Probability;
import dev.clew.serve.sampling.Strategy.Rate;
import dev.clew.testkit.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategiesReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Strategies read(String json) {
    return StrategiesReader.read(json.getBytes(UTF_8), true).strategies();
  }

  private static byte[] conformance(String name) throws IOException {
    assumeTrue(Conformance.isExpected());
    Path file =
        Conformance.files("jaeger/sampling", name).stream()
            .filter(any -> any.getFileName().toString().equals(name))
            .findFirst()
            .orElseThrow();
    return Files.readAllBytes(file);
  }

  private static Strategies file(String name) throws IOException {
    return StrategiesReader.read(conformance(name), true).strategies();
  }

  private static Optional<Operations> operations(double usual, Operation... each) {
    return Optional.of(new Operations(usual, List.of(each)));
  }

  @Test
  void services_haveTheirOwn_othersTheUsual() throws IOException {
    Strategies strategies = file("strategies.json");

    assertThat(strategies.of("foo")).isEqualTo(new Strategy(new Probability(.8), Optional.empty()));
    assertThat(strategies.of("bar")).isEqualTo(new Strategy(new Rate(5), Optional.empty()));
    assertThat(strategies.of("?")).isEqualTo(new Strategy(new Probability(.5), Optional.empty()));
  }

  @Test
  void operations_ofAServiceAndOfTheUsual_areMerged() throws IOException {
    StrategiesReader.Read read =
        StrategiesReader.read(conformance("operation_strategies.json"), true);

    assertThat(read.strategies().of("foo").operations())
        .isEqualTo(
            operations(
                .8,
                new Operation("op6", .5),
                new Operation("op1", .2),
                new Operation("op0", .2),
                new Operation("op7", 1)));
    assertThat(read.strategies().of("bar").operations())
        .isEqualTo(
            operations(
                .001,
                new Operation("op3", .3),
                new Operation("op5", .4),
                new Operation("op0", .2),
                new Operation("op6", 0),
                new Operation("op7", 1)));
    assertThat(read.warnings()).hasSize(3).allMatch(warning -> warning.contains("ratelimiting"));
  }

  @Test
  void service_withoutType_getsJaegersShare_andAWarning() throws IOException {
    StrategiesReader.Read read =
        StrategiesReader.read(conformance("missing-service-types.json"), true);

    assertThat(read.strategies().of("foo"))
        .isEqualTo(new Strategy(new Probability(.001), operations(.001, new Operation("op1", .2))));
    assertThat(read.warnings()).hasSize(2);
  }

  /// The published answers leave out what is zero and have numbers for types.
  @ParameterizedTest
  @CsvSource({
    "TestServiceNoPerOperationStrategies_ServiceA.json, ServiceA, true",
    "TestServiceNoPerOperationStrategies_ServiceB.json, ServiceB, true",
    "TestServiceNoPerOperationStrategiesDeprecatedBehavior_ServiceA.json, ServiceA, false",
    "TestServiceNoPerOperationStrategiesDeprecatedBehavior_ServiceB.json, ServiceB, false"
  })
  void service_withoutOperations_isAnsweredAsPublished(String file, String service, boolean inherit)
      throws IOException {
    byte[] given = conformance("service_no_per_operation.json");
    Strategy strategy = StrategiesReader.read(given, inherit).strategies().of(service);

    JsonNode expected = JSON.readTree(conformance(file));
    assertThat(bare(StrategyWriter.olderJson(strategy)).toString())
        .isEqualTo(bare(expected).toString());
  }

  /// Without nulls and zeroes, and with each number as a double.
  private static JsonNode bare(JsonNode node) {
    if (node.isNumber()) {
      return JSON.getNodeFactory().numberNode(node.doubleValue());
    }
    if (node instanceof ArrayNode items) {
      ArrayNode bare = JSON.createArrayNode();
      items.forEach(item -> bare.add(bare(item)));
      return bare;
    }
    if (node instanceof ObjectNode members) {
      ObjectNode bare = JSON.createObjectNode();
      members.properties().stream()
          .filter(member -> !member.getValue().isNull())
          .filter(member -> !member.getValue().isNumber() || member.getValue().doubleValue() != 0)
          .forEach(member -> bare.set(member.getKey(), bare(member.getValue())));
      return bare;
    }
    return node;
  }

  @Test
  void badFile_saysWhatItNeeds() {
    assertThatThrownBy(() -> file("bad_strategies.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs an object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "null",
        "{\"service_strategies\":{}}",
        "{\"service_strategies\":7}",
        "{\"default_strategy\":{\"type\":\"probabilistic\",\"param\":2}}",
        "{\"default_strategy\":{\"type\":\"probabilistic\",\"param\":-1}}",
        "{\"default_strategy\":{\"type\":\"probabilistic\",\"param\":\"x\"}}",
        "{\"default_strategy\":{\"type\":\"ratelimiting\",\"param\":-3}}",
        "{\"default_strategy\":{\"type\":\"ratelimiting\",\"param\":1e300}}",
        "{\"default_strategy\":{\"type\":\"probabilistic\",\"operation_strategies\":{}}}"
      })
  void malformedFile_isRefused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs");
  }

  @Test
  void deepFile_isRefused() {
    assertThatThrownBy(() -> read("[".repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
  }
}
