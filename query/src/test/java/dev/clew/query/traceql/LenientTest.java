package dev.clew.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientTest {
  private static String kept(String text) {
    return TraceQl.print(
        new Query(
            new Query.Root.Search(Lenient.filter(text)),
            Optional.empty(),
            OptionalInt.empty(),
            List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "{ .a = && .b=\"x\" }; { .b = \"x\" }",
        "{ .a = 1 && .b = ; { .a = 1 }",
        "{ .a = 1 && .b = \"un; { .a = 1 }",
        "{ .a = 1 && resource. && name = \"x\" }; { .a = 1 }",
        "{ .a = 1 && resource.b && name = 5 }; { .a = 1 && resource.b }",
        "{ (.a = 1 && .b) && .c = }; { .a = 1 && .b }",
        "{ .a = 1 && 2 } | select(; { .a = 1 }",
        "{ .a = 1 } >> { .b = 2 }; { .a = 1 } >> { .b = 2 }",
        "{ .a = 1 } >> { .b = ; { }",
        "{ .a = 1 || .b = }; { }",
        "{ .a = }; { }",
        "{; { }",
        "; { }",
        "nonsense; { }",
        "{} | rate(); { }"
      })
  void filter_anyText_keepsWhatIsWhole(String text, String kept) {
    assertThat(kept(text == null ? "" : text)).isEqualTo(kept);
  }

  @Test
  void reference_attributeOrIntrinsic_isWhatItNames() {
    assertThat(TraceQl.reference("span.\"a b\"").map(TraceQl::print)).contains("span.\"a b\"");
    assertThat(TraceQl.reference("span:name").map(TraceQl::print)).contains("name");
  }

  @Test
  void reference_anythingElse_isNone() {
    for (String text : List.of("", "x", "1", "name, kind", ".a)", "parent", "\"a", ". ")) {
      assertThat(TraceQl.reference(text)).as(text).isEmpty();
    }
  }
}
