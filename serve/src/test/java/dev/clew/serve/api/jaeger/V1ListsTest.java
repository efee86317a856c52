package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.span;
import static dev.clew.serve.api.SpanSketch.spanWithoutService;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.store.InMemorySpanStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class V1ListsTest {
  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "GET /").id(1).kind(SpanKind.SERVER),
            span("shop", "GET /").id(2).kind(SpanKind.CLIENT),
            span("shop", "tidy").id(3).kind(SpanKind.UNSPECIFIED),
            span("a/b c%ü", "odd").id(4),
            spanWithoutService("alone").id(5));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void services_some_areListedWithTheirNumber() {
    Answer answer = house.get("/api/services");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo(
            """
            {"data":["a/b c%ü","shop"],"total":2,"limit":0,"offset":0,"errors":null}\
            """);
  }

  @Test
  void services_emptyStore_areAnEmptyList() {
    try (var empty = ApiHouse.over(new InMemorySpanStore())) {
      assertThat(empty.get("/api/services").text())
          .isEqualTo("{\"data\":[],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}");
    }
  }

  @Test
  void services_prettyPrint_areIndentedByFour() {
    assertThat(house.get("/api/services?prettyPrint=true").text())
        .isEqualTo(
            """
            {
                "data": [
                    "a/b c%ü",
                    "shop"
                ],
                "total": 2,
                "limit": 0,
                "offset": 0,
                "errors": null
            }\
            """);
    assertThat(house.get("/api/services?prettyPrint=false").text()).doesNotContain("\n");
  }

  @Test
  void operationNames_ofAService_areUnique() {
    Answer answer = house.get("/api/services/shop/operations");

    assertThat(answer.text())
        .isEqualTo(
            """
            {"data":["GET /","tidy"],"total":2,"limit":0,"offset":0,"errors":null}\
            """);
  }

  @Test
  void operationNames_escapedService_areFound() {
    assertThat(house.get("/api/services/a%2Fb%20c%25%C3%BC/operations").at("/data/0").textValue())
        .isEqualTo("odd");
  }

  @Test
  void operationNames_unknownService_areNull() {
    assertThat(house.get("/api/services/nobody/operations").text())
        .isEqualTo("{\"data\":null,\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}");
  }

  @Test
  void operations_ofAService_haveTheirKinds() {
    assertThat(house.get("/api/operations?service=shop").text())
        .isEqualTo(
            """
            {"data":[{"name":"GET /","spanKind":"server"},{"name":"GET /","spanKind":"client"},\
            {"name":"tidy","spanKind":""}],"total":3,"limit":0,"offset":0,"errors":null}\
            """);
  }

  @Test
  void operations_ofAKind_areThoseAlone() {
    assertThat(house.get("/api/operations?service=shop&spanKind=client").text())
        .isEqualTo(
            """
            {"data":[{"name":"GET /","spanKind":"client"}],\
            "total":1,"limit":0,"offset":0,"errors":null}\
            """);
  }

  @Test
  void operations_withoutService_areRefusedInPlainText() {
    Answer answer = house.get("/api/operations");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(answer.text())
        .isEqualTo(
            """
            {"data":null,"total":0,"limit":0,"offset":0,\
            "errors":[{"code":400,"msg":"parameter 'service' is required"}]}
            """);
  }

  @Test
  void anythingElse_belowApi_isNotFound() {
    for (String path : new String[] {"/api/", "/api/nothing", "/api/v3/nothing", "/api/traces/"}) {
      Answer answer = house.get(path);

      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.text()).isEqualTo("404 page not found\n");
    }
  }

  @Test
  void post_whereOneReads_isNotAllowed() {
    Answer answer = house.post("/api/services", "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    assertThat(answer.text()).isEqualTo("Method Not Allowed\n");
  }
}
