package dev.clew.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TraceIdTest {
  @Test
  void parse_shortText_saysWhatItGot() {
    assertThatThrownBy(() -> TraceId.parse("ab")).hasMessageContaining("got 2");
  }

  @Test
  void parse_notHex_saysWhere() {
    assertThatThrownBy(() -> TraceId.parse("5b8efff79803810zd269b633813fc60c"))
        .hasMessageContaining("'z' at position 15");
  }

  @Test
  void toString_givesBackWhatWasParsed() {
    assertThat(TraceId.parse("5B8EFFF798038103D269B633813FC60C"))
        .hasToString("5b8efff798038103d269b633813fc60c");
  }

  @Test
  void compareTo_isUnsigned() {
    assertThat(new TraceId(-1, 0)).isGreaterThan(new TraceId(1, 0));
  }
}
