package dev.clew.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.clew.store.Walk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the automaton knows is what the engine for all patterns says.
class AutomatonTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "ab",
          "-",
          ".",
          "*",
          "+",
          "?",
          "|",
          "(",
          ")",
          "(?:",
          "(?i)",
          "[ab]",
          "[^a]",
          "[]a-c]",
          "[a\\-b]",
          "[\\d-]",
          "[\\.-b]",
          "{2}",
          "{1,}",
          "{0,2}",
          "{",
          "\\.",
          "\\d",
          "\\W",
          "\\S",
          "[\\s\\S]",
          "^",
          "$",
          "]",
          "\\n",
          "é",
          "*?",
          "+?",
          "[[:alpha:]]",
          "\\x61",
          ",");
  private static final List<String> LETTERS =
      List.of("a", "b", "c", "-", ".", "1", "\n", "é", "\uFFFD", "{", "B", ",");

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(600, 40_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void judge_anyText_isWhatTheEngineSays(long seed) {
    var gen = new Gen(seed);
    String pattern = String.join("", gen.some(7, () -> gen.oneOf(PIECES)));
    Optional<Automaton.Places> places =
        compiles(pattern) ? Automaton.Places.of(pattern) : Optional.empty();
    for (int each = 0; each < 200 && places.isPresent(); each++) {
      String text = String.join("", gen.some(6, () -> gen.oneOf(LETTERS)));
      boolean matches = Pattern.compile(pattern, Pattern.DOTALL).matches(text);
      assertThat(judged(places.get(), true, text))
          .as("%s of %s", pattern, text)
          .isIn(Walk.OPEN, matches ? Walk.YES : Walk.NO);
      assertThat(judged(places.get(), false, text)).isIn(Walk.OPEN, matches ? Walk.NO : Walk.YES);
    }
  }

  private static boolean compiles(String pattern) {
    try {
      return !Pattern.compile(pattern).pattern().isEmpty();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }

  private static int judged(Automaton.Places places, boolean expected, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new Automaton(places, expected).judge(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/[a-f]+/.*77",
        ".*none.*",
        "^GET /.+$",
        "\\d{3}-\\w+",
        "(a|b)*c?",
        "x{2,}",
        "[^/]*"
      })
  void places_ofUsualPatterns_areFound(String pattern) {
    assertThat(Automaton.Places.of(pattern)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?i)a", "é", "\\bx", "[[:alpha:]]", "\\pL", "a^b", "x{1000}", "\\Qa\\E"})
  void places_ofOthers_areLeftToTheEngine(String pattern) {
    assertThat(Automaton.Places.of(pattern)).isEmpty();
  }

  @Test
  void judge_textOfAsciiAlone_isNeverOpen() {
    Automaton.Places places = Automaton.Places.of("(a|b)*abb.*").orElseThrow();

    assertThat(judged(places, true, "ababb-")).isEqualTo(Walk.YES);
    assertThat(judged(places, true, "ababab")).isEqualTo(Walk.NO);
  }

  @Test
  void judge_moreStatesThanThereIsRoomFor_staysOpen() {
    Automaton.Places places = Automaton.Places.of("(a|b)*a(a|b){20}").orElseThrow();
    var text = new StringBuilder();
    var gen = new Gen(1);
    for (int at = 0; at < 4000; at++) {
      text.append(gen.oneOf(List.of("a", "b")));
    }

    assertThat(judged(places, true, text.toString())).isEqualTo(Walk.OPEN);
  }
}
