package dev.clew.demo;

import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_STACKTRACE;
import static io.opentelemetry.semconv.ExceptionAttributes.EXCEPTION_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.http.Fields;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryAndReportTest {
  private static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.returned_rows");

  private final TestShop shop;

  HistoryAndReportTest() throws Exception {
    shop = new TestShop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void history_ofSomeLines_asksForEachTitleByItself() throws Exception {
    shop.checkout("a", "SKU-1:1,SKU-2:1,SKU-3:1");
    shop.get("/orders", Fields.NONE);

    Trace trace = shop.requests().getLast();
    long lines = trace.attribute("orders", "SELECT order_lines orders", ROWS);
    assertThat(lines).isGreaterThan(3);
    assertThat(trace.named("SELECT prices")).hasSize((int) lines);
    assertThat(trace.named("SELECT prices"))
        .extracting(span -> span.getAttributes().get(DB_QUERY_TEXT))
        .containsOnly("SELECT title FROM prices WHERE sku = ?");
  }

  @Test
  void history_asked_reachesTheNotifierToo() throws Exception {
    shop.get("/orders", Fields.NONE);

    Trace trace = shop.request();
    assertThat(trace.services()).containsExactlyInAnyOrder("gateway", "orders", "notifier");
    assertThat(trace.named("SELECT notifications")).hasSize(1);
  }

  @Test
  void search_fuzzy_spendsItsTimeInTheQuery() throws Exception {
    int status = shop.get("/search", Fields.of("q", "lamp").and("spellings", 6_000));

    Trace trace = shop.request();
    SpanData query = trace.one("inventory", "SELECT products");
    assertThat(status).isEqualTo(200);
    assertThat(nanos(query)).isGreaterThan(nanos(trace.roots().getFirst()) / 2);
    assertThat(query.getAttributes().get(DB_QUERY_TEXT)).contains("SYSTEM_RANGE");
  }

  @Test
  void report_ofAKnownRegion_works() throws Exception {
    int status = shop.get("/admin/report", Fields.of("region", "north").and("days", 100));

    assertThat(status).isEqualTo(200);
    assertThat(shop.request().named("SELECT order_lines orders")).hasSize(1);
  }

  @Test
  void report_ofARegionWithoutSales_showsTheBugWithItsStackTrace() throws Exception {
    int status = shop.get("/admin/report", Fields.of("region", "overseas").and("days", 100));

    SpanData server = shop.request().one("orders", "GET /reports/sales");
    var exception = server.getEvents().getFirst().getAttributes();
    assertThat(status).isEqualTo(502);
    assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(server.getAttributes().get(ERROR_TYPE)).isEqualTo("java.lang.NullPointerException");
    assertThat(exception.get(EXCEPTION_TYPE)).isEqualTo("java.lang.NullPointerException");
    assertThat(exception.get(EXCEPTION_STACKTRACE)).contains("SalesReport");
  }

  private static long nanos(SpanData span) {
    return span.getEndEpochNanos() - span.getStartEpochNanos();
  }
}
