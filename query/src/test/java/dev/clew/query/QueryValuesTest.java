package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TimeRange;
import dev.clew.query.TraceSearch.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryValuesTest {
  private static final Condition ANY = new Condition.Any();

  @Test
  void all_noneOneTwo_isTheSimplest() {
    assertThat(Condition.all(List.of())).isEqualTo(ANY);
    assertThat(Condition.all(List.of(new Condition.Not(ANY)))).isEqualTo(new Condition.Not(ANY));
    assertThat(Condition.all(List.of(ANY, ANY))).isEqualTo(new Condition.All(List.of(ANY, ANY)));
  }

  @Test
  void either_oneTerm_isRefused() {
    assertThatThrownBy(() -> new Condition.Either(List.of(ANY))).hasMessageContaining("got 1");
  }

  @Test
  void traceSearch_limitZero_isRefused() {
    assertThatThrownBy(() -> new TraceSearch(ANY, TimeRange.ALL, Order.START, 0, Optional.empty()))
        .hasMessage("limit needs 1 or more, got 0");
  }

  @Test
  void queryLimits_withoutTimeOrPlaces_areRefused() {
    assertThatThrownBy(() -> new QueryLimits(Duration.ZERO, 1, 1, 1)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> new QueryLimits(Duration.ofSeconds(1), 1, 0, 1))
        .hasMessageContaining("1, 0, 1");
  }
}
