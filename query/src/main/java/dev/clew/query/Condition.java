package dev.clew.query;

import java.util.List;

/// What must hold for one span; already checked: names are resolved and types agree.
///
/// A comparison holds where some value of the field has a type that can be compared with the
/// literal and compares so. Numbers compare across int and double; all else only with its own type.
public sealed interface Condition {
  /// Every span.
  record Any() implements Condition {}

  record Compare(Field field, Operator operator, Literal operand) implements Condition {}

  /// The field has a value of whatever type.
  record Exists(Field field) implements Condition {}

  record Not(Condition inner) implements Condition {}

  /// True when every term is; always two terms or more.
  record All(List<Condition> terms) implements Condition {
    public All {
      terms = atLeastTwo(terms);
    }
  }

  /// True when some term is; always two terms or more.
  record Either(List<Condition> terms) implements Condition {
    public Either {
      terms = atLeastTwo(terms);
    }
  }

  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    /// The pattern of a linear-time engine matches the whole text.
    MATCHES,
    NOT_MATCHES
  }

  /// The one condition that stands for all of these.
  static Condition all(List<Condition> terms) {
    return switch (terms.size()) {
      case 0 -> new Any();
      case 1 -> terms.getFirst();
      default -> new All(terms);
    };
  }

  private static List<Condition> atLeastTwo(List<Condition> terms) {
    if (terms.size() < 2) {
      throw new IllegalArgumentException("needs two terms or more, got " + terms.size());
    }
    return List.copyOf(terms);
  }
}
