package dev.clew.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void fields_written_readBack() {
    Fields fields = Fields.of("a b", "1&2=3").and("c", "ü");

    assertThat(Fields.parse(fields.encoded())).isEqualTo(fields);
  }

  @Test
  void number_ofAWord_saysWhatItGot() {
    assertThatThrownBy(() -> Fields.of("days", "many").number("days"))
        .hasMessageContaining("got many");
  }

  @Test
  void text_missing_saysWhatIsThere() {
    assertThatThrownBy(() -> Fields.of("a", 1).text("b")).hasMessageContaining("got [a]");
  }

  @Test
  void parse_badEscape_isABadRequest() {
    assertThatThrownBy(() -> Fields.parse("a=%zz")).isInstanceOf(BadRequestException.class);
  }
}
