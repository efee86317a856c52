package dev.clew.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteTest {
  private final Route route = new Route("GET", "/a/{id}/b", _ -> Reply.ok(Fields.NONE));

  @Test
  void path_fitting_givesItsFields() {
    assertThat(route.match("GET", "/a/7/b")).isEqualTo(Fields.of("id", 7));
  }

  @Test
  void path_otherOrLonger_isNotMeant() {
    assertThat(route.match("GET", "/a/7/c")).isNull();
    assertThat(route.match("GET", "/a/7/b/c")).isNull();
    assertThat(route.match("POST", "/a/7/b")).isNull();
  }
}
