package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.TestShop.Visit;
import dev.clew.demo.http.Fields;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestShop.Open.class)
class BrowseTest {
  private final TestShop shop;

  BrowseTest(TestShop shop) {
    this.shop = shop;
  }

  @Test
  void product_known_isOneTraceOverThreeServices() throws Exception {
    Visit visit = shop.get("c3", "/products/SKU-21", Fields.NONE);

    Trace trace = visit.trace();
    assertThat(visit.status()).isEqualTo(200);
    assertThat(trace.services()).containsExactlyInAnyOrder("gateway", "inventory", "orders");
    assertThat(trace.root().name()).isEqualTo("GET /products/{sku}");
  }

  @Test
  void product_known_carriesContextOverHttp() throws Exception {
    Trace trace = shop.get("c3", "/products/SKU-22", Fields.NONE).trace();

    Made client = trace.parentOf(trace.one("orders", "GET /prices/{sku}"));
    assertThat(client.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(client.service()).isEqualTo("gateway");
  }

  @Test
  void product_known_asksServicesBelowTheRoot() throws Exception {
    Trace trace = shop.get("c3", "/products/SKU-23", Fields.NONE).trace();

    for (Made call :
        List.of(
            trace.one("inventory", "GET /stock/{sku}"), trace.one("orders", "GET /prices/{sku}"))) {
      assertThat(trace.parentOf(trace.parentOf(call))).isEqualTo(trace.root());
    }
  }

  @Test
  void product_known_rootFollowsTheHttpConventions() throws Exception {
    Made root = shop.get("c3", "/products/SKU-24", Fields.NONE).trace().root();

    assertThat(root.attribute("http.route")).isEqualTo("/products/{sku}");
    assertThat(root.attribute("url.path")).isEqualTo("/products/SKU-24");
    assertThat(root.attribute("http.response.status_code")).isEqualTo("200");
    assertThat(root.attribute("client.address")).isEqualTo("203.0.113.9");
  }

  @Test
  void product_askedTwice_missesThenHitsTheCache() throws Exception {
    Trace first = shop.get("c3", "/products/SKU-25", Fields.NONE).trace();
    Trace second = shop.get("c3", "/products/SKU-25", Fields.NONE).trace();

    assertThat(hits(first)).containsExactly("false");
    assertThat(first.statements("SELECT quantity FROM stock")).hasSize(1);
    assertThat(hits(second)).containsExactly("true");
    assertThat(second.statements("SELECT quantity FROM stock")).isEmpty();
  }

  private static List<String> hits(Trace trace) {
    return trace.one("inventory", "GET /stock/{sku}").events("cache", "cache.hit");
  }

  @Test
  void product_unknown_isNotFoundAndNoServerError() throws Exception {
    Visit visit = shop.get("c3", "/products/SKU-0", Fields.NONE);

    Trace trace = visit.trace();
    assertThat(visit.status()).isEqualTo(404);
    assertThat(trace.root().hasFailed()).isFalse();
    assertThat(trace.parentOf(trace.one("inventory", "GET /products/{sku}")).hasFailed()).isTrue();
  }

  @Test
  void page_unknown_isNamedByTheServersOnlyContext() throws Exception {
    Visit visit = shop.get("c3", "/nowhere", Fields.NONE);

    assertThat(visit.status()).isEqualTo(404);
    assertThat(visit.trace().root().name()).isEqualTo("GET /");
  }
}
