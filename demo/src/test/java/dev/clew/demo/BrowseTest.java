package dev.clew.demo;

import static dev.clew.demo.telemetry.ShopAttributes.CACHE_HIT;
import static io.opentelemetry.semconv.ClientAttributes.CLIENT_ADDRESS;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.http.Fields;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrowseTest {
  private final TestShop shop;

  BrowseTest() throws Exception {
    shop = new TestShop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void product_known_isOneTraceOverThreeServices() throws Exception {
    int status = shop.get("/products/SKU-1", Fields.NONE);

    Trace trace = shop.request();
    assertThat(status).isEqualTo(200);
    assertThat(trace.services()).containsExactlyInAnyOrder("gateway", "inventory", "orders");
    assertThat(trace.roots()).extracting(SpanData::getName).containsExactly("GET /products/{sku}");
  }

  @Test
  void product_known_carriesContextOverHttp() throws Exception {
    shop.get("/products/SKU-1", Fields.NONE);

    Trace trace = shop.request();
    SpanData server = trace.one("orders", "GET /prices/{sku}");
    SpanData client = trace.parentOf(server);
    assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(Trace.service(client)).isEqualTo("gateway");
    assertThat(server.getParentSpanContext().isRemote()).isTrue();
  }

  @Test
  void product_known_asksServicesBelowTheRoot() throws Exception {
    shop.get("/products/SKU-1", Fields.NONE);

    Trace trace = shop.request();
    SpanData root = trace.roots().getFirst();
    for (String call : List.of("GET /stock/{sku}", "GET /prices/{sku}")) {
      assertThat(trace.parentOf(trace.one("gateway", call))).isEqualTo(root);
    }
  }

  @Test
  void product_known_rootFollowsTheHttpConventions() throws Exception {
    shop.get("/products/SKU-1", Fields.NONE);

    var attributes = shop.request().roots().getFirst().getAttributes();
    assertThat(attributes.get(HTTP_ROUTE)).isEqualTo("/products/{sku}");
    assertThat(attributes.get(URL_PATH)).isEqualTo("/products/SKU-1");
    assertThat(attributes.get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
    assertThat(attributes.get(CLIENT_ADDRESS)).isEqualTo("203.0.113.9");
  }

  @Test
  void product_askedTwice_missesThenHitsTheCache() throws Exception {
    shop.get("/products/SKU-1", Fields.NONE);
    shop.get("/products/SKU-1", Fields.NONE);

    Trace first = shop.requests().getFirst();
    Trace second = shop.requests().getLast();
    assertThat(first.attribute("inventory", "cache get stock", CACHE_HIT)).isFalse();
    assertThat(first.named("SELECT stock")).hasSize(1);
    assertThat(second.attribute("inventory", "cache get stock", CACHE_HIT)).isTrue();
    assertThat(second.named("SELECT stock")).isEmpty();
  }

  @Test
  void product_unknown_isNotFoundAndNoServerError() throws Exception {
    int status = shop.get("/products/SKU-0", Fields.NONE);

    Trace trace = shop.request();
    assertThat(status).isEqualTo(404);
    assertThat(trace.roots().getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    SpanData client = trace.parentOf(trace.one("inventory", "GET /products/{sku}"));
    assertThat(client.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void page_unknown_hasNoRoute() throws Exception {
    int status = shop.get("/nowhere", Fields.NONE);

    SpanData span = shop.request().roots().getFirst();
    assertThat(status).isEqualTo(404);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getAttributes().get(HTTP_ROUTE)).isNull();
  }
}
