package dev.clew.serve.api.jaeger;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.PinResult;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jaeger's archive and Clew's own pins, which are the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveTest {
  private final InMemorySpanStore store = new InMemorySpanStore();
  private ApiHouse house;

  @BeforeAll
  void open() {
    store.add(TenantId.DEFAULT, List.of(span("shop", "buy").make()));
    store.add(TenantId.DEFAULT, List.of(span("shop", "look").trace(2).make()));
    house = ApiHouse.over(store);
  }

  @AfterAll
  void close() {
    house.close();
  }

  private Answer ask(String method, String path) {
    return house.ask(method, path, new byte[0]);
  }

  @Test
  void archive_trace_pinsIt() {
    Answer answer = ask("POST", "/api/archive/1?start=1&end=2");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo("{\"data\":[],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":[]}");
    assertThat(store.pinned(TenantId.DEFAULT)).contains(new TraceId(0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "archive/1, TOO_LARGE, 422, export it",
    "archive/1, NO_ROOM, 507, unpin some",
    "clew/v1/traces/00000000000000000000000000000001/pin, TOO_LARGE, 422, export it",
    "clew/v1/traces/00000000000000000000000000000001/pin, NO_ROOM, 507, unpin some",
  })
  void pin_storeCannot_saysWhatToDo(String path, PinResult result, int status, String advice) {
    var full =
        new InMemorySpanStore() {
          @Override
          public PinResult pin(TenantId tenant, TraceId trace) {
            return result;
          }
        };
    try (ApiHouse small = ApiHouse.over(full)) {
      Answer answer = small.ask("POST", "/api/" + path, new byte[0]);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.text()).contains(advice);
    }
  }

  @Test
  void pin_andUnpin_areListed() {
    String two = "00000000000000000000000000000002";

    assertThat(ask("POST", "/api/clew/v1/traces/" + two + "/pin").status()).isEqualTo(204);
    assertThat(ask("POST", "/api/clew/v1/traces/" + two + "/pin").status()).isEqualTo(204);
    assertThat(house.get("/api/clew/v1/pins").text()).contains(two);
    assertThat(ask("DELETE", "/api/clew/v1/traces/" + two + "/pin").status()).isEqualTo(204);
    assertThat(ask("DELETE", "/api/clew/v1/traces/" + two + "/pin").status()).isEqualTo(404);
    assertThat(house.get("/api/clew/v1/pins").text()).doesNotContain(two);
    assertThat(house.get("/api/clew/v1/traces/" + two).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/archive/2, cross-site, 403",
    "POST, /api/clew/v1/traces/2/pin, cross-site, 403",
    "DELETE, /api/clew/v1/traces/2, cross-site, 403",
    "GET, /api/clew/v1/pins, cross-site, 200",
    "POST, /api/archive/1, same-origin, 200",
    "POST, /api/archive/1, none, 200",
  })
  void request_ofAnotherSitesPage_changesNothing(
      String method, String path, String site, int status) {
    assertThat(house.ask(method, path, new byte[0], "Sec-Fetch-Site", site).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, archive/9, 404",
    "POST, archive/0, 400",
    "POST, archive/00000000000000000000000000000000, 400",
    "POST, archive/000000000000000000000000000000001, 400",
    "POST, archive/x, 400",
    "POST, archive/-1, 400",
    "POST, archive/1.0, 400",
    "POST, archive/0x1, 400",
    "POST, archive/%00, 400",
    "POST, archive/%20, 400",
    "POST, archive/%F0%9F%98%80, 400",
    "POST, archive/AAAA, 404",
    "POST, archive/AAAAAAAAAAA=, 400",
    "POST, archive/1%2F2, 400",
    "POST, archive/1?start=x, 400",
    "POST, archive/1?end=1.5, 400",
    "POST, archive/1?start=1e3, 400",
    "POST, archive/, 404",
    "GET, archive/1, 405",
    "PUT, archive/1, 405",
    "DELETE, archive/1, 405",
    "POST, clew/v1/traces/1/pin, 400",
    "POST, clew/v1/traces/00000000000000000000000000000000/pin, 400",
    "POST, clew/v1/traces/00000000000000000000000000000009/pin, 404",
    "POST, clew/v1/traces/x/pin, 400",
    "DELETE, clew/v1/traces/00000000000000000000000000000009/pin, 404",
    "DELETE, clew/v1/traces/zz/pin, 400",
    "GET, clew/v1/traces/00000000000000000000000000000001/pin, 405",
    "POST, clew/v1/pins, 405",
  })
  void nonsense_isRefused(String method, String path, int status) {
    assertThat(ask(method, "/api/" + path).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/services, 200",
    "/api/traces/x, 400",
    "/api/v3/traces/9, 404",
    "/api/clew/v1/services, 200",
    "/api/clew/v1/nothing, 404"
  })
  void traceresponse_standsInEveryAnswer(String path, int status) {
    Answer answer = house.get(path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("traceresponse")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
  }

  @Test
  void traceresponse_namedTrace_isThat() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(house.get("/api/services", "traceparent", parent).header("traceresponse"))
        .matches("00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-00");
    assertThat(house.get("/api/services", "traceparent", "00-x").header("traceresponse"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
  }
}
