package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.serve.api.ApiHouse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two traces: a shop that asks a cart, which asks its stock twice and a bank once; and a cart that
/// is asked by nobody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeepDependenciesTest {
  private static final String ALL = "&start=0&end=2000000000000000";

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "buy").id(1).kind(SpanKind.INTERNAL),
            span("shop", "call").id(2).parent(1).kind(SpanKind.CLIENT),
            span("cart", "add").id(3).parent(2).kind(SpanKind.SERVER),
            span("cart", "call").id(4).parent(3).kind(SpanKind.CLIENT),
            span("stock", "take").id(5).parent(4).kind(SpanKind.SERVER),
            span("stock", "take").id(6).parent(3).kind(SpanKind.CONSUMER),
            span("bank", "pay").id(7).parent(3).kind(SpanKind.SERVER),
            span("cart", "clean").trace(2).id(1).kind(SpanKind.INTERNAL));
  }

  @AfterAll
  void close() {
    house.close();
  }

  private List<String> ways(String query) {
    var ways = new ArrayList<String>();
    house
        .get("/api/deep-dependencies?" + query)
        .at("/dependencies")
        .forEach(way -> {
          var stops = new ArrayList<String>();
          way.get("path")
              .forEach(stop ->
                  stops.add(stop.get("service").asText() + "." + stop.get("operation").asText()));
          String trace = way.at("/attributes/0/value").asText();
          ways.add(String.join(" ", stops) + " in " + trace.replaceFirst("^0+", ""));
        });
    return ways;
  }

  @Test
  void ways_throughAService_areToldOnceEach() {
    assertThat(ways("service=cart" + ALL))
        .containsExactlyInAnyOrder(
            "shop.buy cart.add stock.take in 1",
            "shop.buy cart.add bank.pay in 1",
            "cart.clean in 2");
  }

  @Test
  void ways_throughAnOperation_areItsOwn() {
    assertThat(ways("service=cart&operation=clean" + ALL)).containsExactly("cart.clean in 2");
    assertThat(ways("service=bank" + ALL)).containsExactly("shop.buy cart.add bank.pay in 1");
    assertThat(ways("service=nobody" + ALL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "service=",
        "operation=x",
        "service=a&start=x",
        "service=a&end=x",
        "service=a&start=1.5",
        "service=a&start=2&end=1",
        "service=a&limit=x",
        "service=a&limit=-1",
        "service=a&limit=99999999999",
        "service=a&minDuration=5",
        "service=a&minDuration=x",
        "service=a&maxDuration=1d",
        "service=a&minDuration=2s&maxDuration=1s",
        "service=a&tag=x",
        "service=a&tags=x",
        "service=a&tags=%7B",
        "service=a&tags=%7B%22a%22:1%7D",
        "service=a&tags=%5B%5D",
        "service=a&raw=maybe",
        "service=a&start=9223372036854775808"
      })
  void nonsense_isRefused(String query) {
    assertThat(house.get("/api/deep-dependencies?" + query).status()).isEqualTo(400);
  }
}
