package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryValuesTest {
  @Test
  void searchRequest_limitZeroOrFewerThanNoSpans_isRefused() {
    Query query = Filters.search(List.of());

    assertThatThrownBy(() -> new SearchRequest(query, TimeRange.ALL, 0, Optional.empty(), 3))
        .hasMessage("a search needs a limit of 1 or more and 0 spans a set or more, got 0 and 3");
    assertThatThrownBy(() -> new SearchRequest(query, TimeRange.ALL, 1, Optional.empty(), -1))
        .hasMessageEndingWith("got 1 and -1");
  }

  @Test
  void queryLimits_withoutTimeOrPlaces_areRefused() {
    assertThatThrownBy(() -> new QueryLimits(Duration.ZERO, 1, 1, 1)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> new QueryLimits(Duration.ofSeconds(1), 1, 0, 1))
        .hasMessageContaining("1, 0, 1");
  }
}
