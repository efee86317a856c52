package dev.clew.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.clew.query.traceql.Patterns;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LiteralsTest {
  private static final List<String> PIECES =
      List.of(
          "a", "b", "ab", "ba", ".", "*", "+", "?", "|", "(", ")", "(?:", "(?i)", "[ab]", "[^a]",
          "[]a]", "{2}", "{1,}", "{", "}", "\\.", "\\{", "\\d", "^", "$", "]");

  @ParameterizedTest
  @CsvSource({
    "none.*, none",
    "/api/[a-f]+/.*77, /api/ / 77",
    "ab*c, a c",
    "ab+c, ab c",
    "a(b|c)d, a d",
    "a\\.b, a.b",
    "a.{3}b, a b",
    "x{2}y, y",
  })
  void of_pattern_findsWhatStandsForItself(String pattern, String expected) {
    assertThat(texts(Literals.of(pattern))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"a|b", "(?i)abc", "a{|b}c", "\\Qa|b\\E", "[[:alpha:]]b", "a\\x{62}c"})
  void of_patternThatIsNotUnderstood_findsNothing(String pattern) {
    assertThat(Literals.of(pattern)).isEmpty();
  }

  private static String texts(List<byte[]> literals) {
    return literals.stream().map(each -> new String(each, UTF_8)).collect(Collectors.joining(" "));
  }

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(300, 20_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void of_anyPattern_isInEachTextThatMatches(long seed) {
    var gen = new Gen(seed);
    String pattern = String.join("", gen.some(7, () -> gen.oneOf(PIECES)));
    for (int each = 0; each < 300 && compiles(pattern); each++) {
      String text = String.join("", gen.some(6, () -> gen.oneOf(List.of("a", "b", ".", "{", "]"))));
      if (Patterns.compile(pattern).matches(text)) {
        assertThat(Stream.of(text)).allMatch(it -> hasAll(it, pattern), pattern);
      }
    }
  }

  private static boolean compiles(String pattern) {
    try {
      return !Pattern.compile(pattern).pattern().isEmpty();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }

  private static boolean hasAll(String text, String pattern) {
    return Literals.of(pattern).stream().allMatch(part -> text.contains(new String(part, UTF_8)));
  }

  @Test
  void of_charactersOfSeveralBytes_findsTheirBytes() {
    assertThat(Literals.of("é.*")).containsExactly("é".getBytes(UTF_8));
  }
}
