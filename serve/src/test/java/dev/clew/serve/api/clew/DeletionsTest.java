package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeletionsTest {
  private static final String ONE = "/api/clew/v1/traces/00000000000000000000000000000001";
  private static final String TWO = "/api/clew/v1/traces/00000000000000000000000000000002";
  private static final String DELETIONS = "/api/clew/v1/deletions";

  private ApiHouse house;

  @BeforeEach
  void open() {
    house =
        ApiHouse.of(
            span("gateway", "POST /checkout").trace(1).id(1),
            span("orders", "create").trace(1).id(2).parent(1),
            span("gateway", "GET /").trace(2).id(3));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Answer post(String body, String type) {
    return house.ask("POST", DELETIONS, body.getBytes(UTF_8), "content-type", type);
  }

  private Answer post(String body) {
    return post(body, "application/json");
  }

  private boolean isStored(String trace) {
    return house.get(trace).status() == 200;
  }

  @Test
  void deleteTrace_stored_isGone() {
    Answer answer = house.ask("DELETE", ONE, new byte[0]);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/found/spans").intValue()).isEqualTo(2);
    assertThat(isStored(ONE)).isFalse();
    assertThat(isStored(TWO)).isTrue();
    Answer progress = house.get(DELETIONS + "/" + answer.at("/id").textValue());
    assertThat(progress.json()).isEqualTo(answer.json());
    assertThat(progress.at("/state").textValue()).isEqualTo("done");
  }

  @Test
  void deleteTrace_notStored_isNotFound() {
    Answer answer =
        house.ask("DELETE", "/api/clew/v1/traces/000000000000000000000000000000ff", new byte[0]);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/error/message").textValue()).contains("is not stored");
  }

  @Test
  void deleteTrace_badId_isRefused() {
    assertThat(house.ask("DELETE", "/api/clew/v1/traces/ab", new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void deleteMatching_withoutDryRun_onlyCounts() {
    Answer answer = post("{\"query\":{\"service\":\"orders\"}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/dryRun").booleanValue()).isTrue();
    assertThat(answer.at("/complete").booleanValue()).isTrue();
    assertThat(answer.at("/found/traces").intValue()).isEqualTo(1);
    assertThat(answer.at("/found/spans").intValue()).isEqualTo(2);
    assertThat(answer.at("/deletion").isNull()).isTrue();
    assertThat(isStored(ONE)).isTrue();
  }

  @Test
  void deleteMatching_forReal_deletesWholeTraces() {
    Answer answer = post("{\"query\":{\"service\":\"orders\"},\"dryRun\":false}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/deletion/found/spans").intValue()).isEqualTo(2);
    assertThat(isStored(ONE)).isFalse();
    assertThat(isStored(TWO)).isTrue();
    assertThat(house.get(DELETIONS).at("/deletions").size()).isEqualTo(1);
  }

  @Test
  void deleteMatching_nothingMatches_deletesNothing() {
    Answer answer = post("{\"query\":{\"service\":\"none\"},\"dryRun\":false}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/found/traces").intValue()).isZero();
    assertThat(house.get(DELETIONS).at("/deletions").size()).isZero();
  }

  @Test
  void deleteMatching_traceQl_deletesWholeTraces() {
    String query = "{\"traceql\":\"{ name = `POST /checkout` } > { name = `create` }\"";

    assertThat(post(query + "}").at("/found/spans").intValue()).isEqualTo(2);
    assertThat(isStored(ONE)).isTrue();
    assertThat(post(query + ",\"dryRun\":false}").status()).isEqualTo(202);
    assertThat(isStored(ONE)).isFalse();
    assertThat(isStored(TWO)).isTrue();
  }

  @Test
  void deleteMatching_traceQlInARange_matchesWhatStartsInIt() {
    Answer answer = post("{\"traceql\":\"{}\",\"endUnixNano\":\"1\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/found/traces").intValue()).isZero();
  }

  @Test
  void deleteMatching_traceQlForNumbers_isRefused() {
    assertThat(post("{\"traceql\":\"{} | rate()\"}").at("/error/message").textValue())
        .startsWith("traceql needs a query that ends in spans, not in numbers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | query needs an object with at least one of",
        "{\"query\":{}} | query needs an object with at least one of",
        "{\"query\":{\"limit\":1}} | unknown member \"limit\" of query",
        "{\"query\":{\"service\":1}} | query.service needs a text, got 1",
        "{\"query\":[1]} | query needs a JSON object, got an array",
        "{\"traceql\":\"{\"} | traceql, line 1, column 2",
        "{\"traceql\":1} | traceql needs a text, got 1",
        "{\"traceql\":\"{} limit 1\"} | traceql needs a query without a limit",
        "{\"traceql\":\"{}\",\"query\":{}} | unknown member \"query\"; known are traceql, startUnixNano",
        "{\"query\":{\"name\":\"a\"},\"dryRun\":1} | dryRun needs true or false, got 1",
        "{\"query\":{\"name\":\"a\"},\"dryrun\":false} | unknown member \"dryrun\"; known are query, dryRun"
      })
  void deleteMatching_badBody_saysWhatMustHold(String body, String message) {
    Answer answer = post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/message").textValue()).startsWith(message);
  }

  @Test
  void deleteMatching_otherContentType_isRefused() {
    Answer answer = post("{\"query\":{\"service\":\"orders\"},\"dryRun\":false}", "text/plain");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(isStored(ONE)).isTrue();
  }

  @Test
  void deletion_unknown_isNotFound() {
    assertThat(house.get(DELETIONS + "/none").status()).isEqualTo(404);
  }

  @Test
  void deletions_otherMethod_isRefused() {
    Answer answer = house.ask("PUT", DELETIONS, new byte[0]);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD, POST");
  }
}
