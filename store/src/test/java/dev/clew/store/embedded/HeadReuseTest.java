package dev.clew.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.Requests;
import dev.clew.store.StoreView;
import dev.clew.store.StoredRows;
import dev.clew.testkit.Gen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Heads that take the memory of those that were sealed before.
class HeadReuseTest {
  private static final int SPANS = 500;

  private final HeadBudget budget = new HeadBudget(1 << 30);
  private final TenantSpans tenant =
      new TenantSpans(TenantId.DEFAULT, budget, new Tenants.HeadLimits(1 << 20, 1_000));
  private long sequence;

  private void append(long seed) {
    List<Span> spans = Stream.generate(new Gen(seed)::span).limit(SPANS).toList();
    tenant.add(sequence++, Requests.of(spans).spans(), 0);
  }

  private StoreView view() {
    return new HeldView(tenant.hold(), TimeRange.ALL, List.of());
  }

  private void seal() {
    tenant.cutOlder(0);
    tenant.replace(tenant.nextToSeal().orElseThrow(), null);
  }

  @Test
  void view_ofSealedHead_showsWhatItShowed() {
    append(1);
    try (StoreView view = view()) {
      List<String> rows = StoredRows.of(view);
      seal();

      append(2);
      seal();
      append(3);

      assertThat(StoredRows.of(view)).isEqualTo(rows);
    }
  }

  @Test
  void close_ofTheLastView_givesTheMemoryToTheNextHead() {
    append(1);
    long before = budget.spare().bytes();
    StoreView one = view();
    StoreView other = view();
    seal();
    one.close();
    one.close();
    assertThat(budget.spare().bytes()).isEqualTo(before);

    other.close();
    long given = budget.spare().bytes();
    append(1);

    assertThat(given).isGreaterThan(before);
    assertThat(budget.spare().bytes()).isLessThan(given / 2);
  }

  @Test
  void append_afterSealing_takesWhatWasGivenBack() {
    append(1);
    seal();
    long given = budget.spare().bytes();

    append(2);

    assertThat(budget.spare().bytes()).isLessThan(given / 2);
    try (StoreView view = view()) {
      List<String> rows = StoredRows.of(view);
      assertThat(rows).hasSize(SPANS).isEqualTo(rowsWithoutReuse(2));
    }
  }

  private static List<String> rowsWithoutReuse(long seed) {
    var other = new HeadReuseTest();
    other.append(seed);
    try (StoreView view = other.view()) {
      return StoredRows.of(view);
    }
  }
}
