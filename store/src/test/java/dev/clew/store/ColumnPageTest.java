package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColumnPageTest {
  private final ColumnPage page = new ColumnPage();

  @Test
  void set_valueForEachRow_isDenseAndNamesTheRows() {
    page.set(7, new long[] {1, 2, 3});

    assertThat(page.isDense()).isTrue();
    assertThat(page.firstRow()).isEqualTo(7);
    assertThat(page.rows()).startsWith(7, 8, 9);
    assertThat(page.size()).isEqualTo(3);
  }

  @Test
  void retain_denseRows_keepsThoseAskedFor() {
    page.set(7, new long[] {1, 2, 3});

    page.retain(new int[] {7, 9});

    assertThat(page.size()).isEqualTo(2);
    assertThat(page.rows()).startsWith(7, 9);
    assertThat(page.values()).startsWith(1, 3);
  }

  @Test
  void add_toDenseRows_keepsThem() {
    page.set(7, new long[] {1});

    page.add(7, 5);

    assertThat(page.rows()).startsWith(7, 7);
    assertThat(page.values()).startsWith(1, 5);
  }

  @Test
  void clear_denseRows_makesRoomForOthers() {
    page.set(7, new long[] {1, 2});

    page.clear(3);
    page.add(4, 9);

    assertThat(page.isDense()).isFalse();
    assertThat(page.size()).isOne();
    assertThat(page.rows()[0]).isEqualTo(4);
    assertThatThrownBy(page::firstRow).hasMessageContaining("a value in each row");
  }
}
