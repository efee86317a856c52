package dev.clew.query.oracle;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.testkit.Gen;
import java.util.List;
import java.util.function.Predicate;

/// What queries may ask for: fields and values of them that are there to be found.
record Vocabulary(List<Word> words) {
  Vocabulary {
    words = List.copyOf(words);
  }

  /// A field and some of its values.
  ///
  /// @param isTyped true where it compares with its own type alone
  /// @param isAlwaysThere true where it can not be asked for nil
  record Word(Reference field, List<Literal> values, boolean isTyped, boolean isAlwaysThere) {
    Word {
      values = List.copyOf(values);
    }

    boolean has(Predicate<Literal> test) {
      return values.stream().anyMatch(test);
    }
  }

  Word any(Gen gen) {
    return gen.oneOf(words);
  }

  /// One with a value that passes a test; some are needed.
  Word with(Predicate<Literal> test, Gen gen) {
    return gen.oneOf(words.stream().filter(word -> word.has(test)).toList());
  }

  static boolean isNumber(Literal literal) {
    return switch (literal) {
      case Literal.Int _, Literal.Real _, Literal.Span _ -> true;
      case Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ -> false;
    };
  }

  static boolean isText(Literal literal) {
    return literal instanceof Literal.Text;
  }

  static boolean isDuration(Literal literal) {
    return literal instanceof Literal.Span;
  }
}
