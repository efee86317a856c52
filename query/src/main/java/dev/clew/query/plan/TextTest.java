package dev.clew.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Patterns;
import dev.clew.store.Column;
import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which texts satisfy a comparison; texts are ordered by their bytes.
interface TextTest {
  boolean holds(byte[] utf8);

  default boolean holds(Dictionary dictionary, int code) {
    return holds(dictionary.bytes(code));
  }

  /// False only if no value of the column satisfies it; cheaper than to look at them.
  default boolean mayHoldOn(Column column) throws IOException {
    return true;
  }

  /// What each text has in it that satisfies it.
  default List<byte[]> parts() {
    return List.of();
  }

  /// Judges texts beforehand, if that is faster than to look at each.
  default Optional<Walk> walk() {
    return Optional.empty();
  }

  static TextTest of(Operator operator, String operand) {
    byte[] bytes = operand.getBytes(UTF_8);
    return switch (operator) {
      case EQUAL -> new Equality(bytes);
      case NOT_EQUAL -> text -> !Arrays.equals(text, bytes);
      case LESS -> text -> Arrays.compareUnsigned(text, bytes) < 0;
      case LESS_OR_EQUAL -> text -> Arrays.compareUnsigned(text, bytes) <= 0;
      case GREATER -> text -> Arrays.compareUnsigned(text, bytes) > 0;
      case GREATER_OR_EQUAL -> text -> Arrays.compareUnsigned(text, bytes) >= 0;
      case MATCHES -> Match.of(operand, true, Literals.of(operand));
      case NOT_MATCHES -> Match.of(operand, false, List.of());
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
          throw new IllegalArgumentException("needs a comparison, got " + operator.symbol());
    };
  }

  /// One text only.
  final class Equality implements TextTest {
    private final byte[] operand;

    Equality(byte[] operand) {
      this.operand = operand;
    }

    @Override
    public boolean holds(byte[] utf8) {
      return Arrays.equals(utf8, operand);
    }

    @Override
    public boolean mayHoldOn(Column column) throws IOException {
      return column.mayHold(operand);
    }

    @Override
    public List<byte[]> parts() {
      return operand.length == 0 ? List.of() : List.of(operand);
    }
  }

  /// Texts that a pattern matches, or, if not expected, all others.
  ///
  /// @param places of the pattern, where an automaton understands it
  /// @param parts what every text has in it that the pattern matches, where that is expected
  record Match(
      Pattern pattern, boolean expected, Optional<Automaton.Places> places, List<byte[]> parts)
      implements TextTest {
    static Match of(String pattern, boolean expected, List<byte[]> parts) {
      var compiled = Patterns.compile(pattern);
      return new Match(compiled, expected, Automaton.Places.of(pattern), parts);
    }

    @Override
    public Optional<Walk> walk() {
      return places.map(each -> new Automaton(each, expected));
    }

    @Override
    public boolean holds(byte[] utf8) {
      return holds(new String(utf8, UTF_8));
    }

    @Override
    public boolean holds(Dictionary dictionary, int code) {
      for (byte[] part : parts) {
        if (!dictionary.has(code, part)) {
          return false;
        }
      }
      return holds(dictionary.text(code));
    }

    private boolean holds(String text) {
      return pattern.matches(text) == expected;
    }
  }
}
