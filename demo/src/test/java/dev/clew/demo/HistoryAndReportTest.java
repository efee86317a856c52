package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.TestShop.Visit;
import dev.clew.demo.http.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestShop.Open.class)
class HistoryAndReportTest {
  private static final String ROWS = "db.response.returned_rows";

  private final TestShop shop;

  HistoryAndReportTest(TestShop shop) {
    this.shop = shop;
  }

  @Test
  void history_ofSomeLines_asksForEachTitleByItself() throws Exception {
    shop.checkout("c4", "history", "SKU-31:1,SKU-32:1,SKU-33:1");

    Trace trace = shop.get("c4", "/orders", Fields.NONE).trace();

    List<Made> titles = trace.statements("SELECT title FROM prices");
    assertThat(titles).hasSizeGreaterThan(3);
    assertThat(titles)
        .extracting(span -> span.attribute("db.query.text"))
        .containsOnly("SELECT title FROM prices WHERE sku = ?");
    assertThat(trace.one("orders", "GET /customers/{customer}/orders").events("db.rows", ROWS))
        .hasSize(titles.size() + 1)
        .startsWith("" + titles.size());
  }

  @Test
  void history_asked_reachesTheNotifierToo() throws Exception {
    Trace trace = shop.get("c5", "/orders", Fields.NONE).trace();

    assertThat(trace.services()).containsExactlyInAnyOrder("gateway", "orders", "notifier");
    assertThat(trace.statements("SELECT text FROM notifications")).hasSize(1);
  }

  @Test
  void search_fuzzy_spendsItsTimeInTheQuery() throws Exception {
    // The first one also waits for classes that nobody has needed before.
    shop.get("c5", "/search", Fields.of("q", "lamp").and("spellings", 10));

    Visit visit = shop.get("c5", "/search", Fields.of("q", "lamp").and("spellings", 3_000));

    Trace trace = visit.trace();
    Made query = trace.statement("SELECT sku, COUNT(*)");
    assertThat(visit.status()).isEqualTo(200);
    assertThat(query.nanos()).isGreaterThan(trace.root().nanos() / 2);
    assertThat(query.attribute("db.query.text")).contains("SYSTEM_RANGE");
  }

  @Test
  void report_ofAKnownRegion_works() throws Exception {
    Visit visit = shop.get("c5", "/admin/report", Fields.of("region", "north").and("days", 100));

    assertThat(visit.status()).isEqualTo(200);
    assertThat(visit.trace().statements("SELECT COUNT(*)")).hasSize(1);
  }

  @Test
  void report_ofARegionWithoutSales_showsTheBugWithItsStackTrace() throws Exception {
    Fields overseas = Fields.of("region", "overseas").and("days", 100);

    Visit visit = shop.get("c5", "/admin/report", overseas);

    Made server = visit.trace().one("orders", "GET /reports/sales");
    assertThat(visit.status()).isEqualTo(502);
    assertThat(server.hasFailed()).isTrue();
    assertThat(server.events("exception", "exception.type"))
        .containsExactly("java.lang.NullPointerException");
    assertThat(server.events("exception", "exception.stacktrace").getFirst())
        .contains("SalesReport");
  }
}
