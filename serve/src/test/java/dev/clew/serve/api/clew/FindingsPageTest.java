package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What can be told of one trace, as it is answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FindingsPageTest {
  private static final String FINDINGS =
      "/api/clew/v1/traces/00000000000000000000000000000001/findings";

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "pay")
                .id(1)
                .kind(SpanKind.CLIENT)
                .at(0)
                .lasting(1_000_000)
                .status(StatusCode.ERROR, "500"),
            span("bank", "book")
                .id(2)
                .parent(1)
                .kind(SpanKind.SERVER)
                .at(900_000)
                .lasting(400_000)
                .status(StatusCode.ERROR, "<b>no cover</b>"));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void findings_areToldAsDescribed() {
    Answer answer = house.get(FINDINGS);

    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("server-timing")).matches("analyze;dur=[0-9.]+, tag;dur=[0-9.]+");
    assertThat(answer.text())
        .isEqualTo(
            """
            {"criticalPath":[\
            {"spanId":"0000000000000001","startUnixNano":"1767312000000000000","endUnixNano":"1767312000000900000"},\
            {"spanId":"0000000000000002","startUnixNano":"1767312000000900000","endUnixNano":"1767312000001000000"}],\
            "completeness":{"complete":true,"spanCount":2,"rootCount":1,"orphanCount":0,"missingParents":[],\
            "cycleCount":0,"unfinishedCount":0,"outsideCount":0,"droppedCount":0},\
            "clockSkew":[{"host":"bank","relativeTo":"shop","shiftNanos":-600000,"leastNanos":-900000,\
            "mostNanos":-300000,"callCount":1,"consistent":true,"spanIds":["0000000000000002"]}],\
            "findings":[\
            {"kind":"rootCause","severity":"error","title":"Root cause: bank · book failed: <b>no cover</b>",\
            "spanIds":["0000000000000002"],"evidence":{"nanos":1000000,"share":1.0,"service":"bank","name":"book",\
            "message":"<b>no cover</b>","exceptionType":"","chain":["0000000000000001","0000000000000002"],\
            "reachesRoot":true}},\
            {"kind":"uncovered","severity":"warning","title":"Uncovered: 90 % of the time is in shop · pay and in no span below it",\
            "spanIds":["0000000000000001"],"evidence":{"nanos":900000,"share":0.9,"service":"shop","name":"pay",\
            "gapStartUnixNano":"1767312000000000000","gapEndUnixNano":"1767312000000900000"}},\
            {"kind":"clockSkew","severity":"info","title":"Clock skew: bank is 600.0 µs ahead of shop",\
            "spanIds":["0000000000000002"],"evidence":{"nanos":0,"share":0.0,"host":"bank","relativeTo":"shop",\
            "shiftNanos":-600000}}]}\
            """);
  }

  @Test
  void findings_thatTheClientHas_areNotSentAgain() {
    String tag = house.get(FINDINGS).header("etag");

    Answer again = house.get(FINDINGS, "if-none-match", tag);

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
  }

  @Test
  void findings_ofAnUnknownTrace_areNotFound() {
    Answer answer = house.get(FINDINGS.replace("1/findings", "2/findings"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("is not stored; it may have expired");
  }

  @Test
  void findings_ofNoId_areRefused() {
    assertThat(house.get("/api/clew/v1/traces/xyz/findings").status()).isEqualTo(400);
  }
}
