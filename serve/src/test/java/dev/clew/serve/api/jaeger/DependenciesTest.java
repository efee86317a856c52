package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DependenciesTest {
  private static final long END_MILLIS = SpanSketch.BASE / 1_000_000 + 1;

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "call").id(1).kind(SpanKind.CLIENT),
            span("cart", "serve").id(2).parent(1).kind(SpanKind.SERVER),
            span("cart", "call").id(3).parent(2).kind(SpanKind.CLIENT),
            span("stock", "serve").id(4).parent(3).kind(SpanKind.SERVER),
            span("shop", "call").trace(9).id(1).kind(SpanKind.CLIENT),
            span("cart", "serve").trace(9).id(2).parent(1).kind(SpanKind.SERVER));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void dependencies_callsOfADay_areCountedByBothEnds() {
    Answer answer = house.get("/api/dependencies?endTs=" + END_MILLIS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"data":[{"parent":"cart","child":"stock","callCount":1},\
            {"parent":"shop","child":"cart","callCount":2}],\
            "total":0,"limit":0,"offset":0,"errors":null}\
            """);
  }

  @Test
  void dependencies_noEnd_isNow() {
    assertThat(house.get("/api/dependencies").at("/data")).hasSize(2);
  }

  @Test
  void dependencies_ofAService_areItsOwn() {
    Answer answer = house.get("/api/dependencies?service=stock&endTs=" + END_MILLIS);

    assertThat(answer.at("/data")).hasSize(1);
    assertThat(answer.at("/data/0/parent").textValue()).isEqualTo("cart");
  }

  @Test
  void dependencies_beforeAllCalls_areNone() {
    long before = END_MILLIS - 60_000;

    assertThat(house.get("/api/dependencies?lookback=1000&endTs=" + before).text())
        .startsWith("{\"data\":[],");
  }

  @Test
  void dependencies_endThatIsNoNumber_isRefused() {
    Answer answer = house.get("/api/dependencies?endTs=soon");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("unable to parse param 'endTs'").contains("soon");
  }
}
