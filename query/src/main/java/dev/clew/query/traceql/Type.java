package dev.clew.query.traceql;

/// What is known of a value before the query runs.
enum Type {
  BOOL("a boolean"),
  INT("an integer"),
  FLOAT("a number"),
  DURATION("a duration"),
  STRING("a string"),
  STATUS("a status"),
  KIND("a kind"),
  NIL("nil"),
  /// An attribute's, which may be anything.
  ANY("an attribute");

  private final String text;

  Type(String text) {
    this.text = text;
  }

  /// With its article, for errors.
  String text() {
    return text;
  }

  boolean isNumber() {
    return this == INT || this == FLOAT || this == DURATION;
  }

  boolean fits(Type other) {
    return this == other
        || this == ANY
        || other == ANY
        || this == NIL
        || other == NIL
        || (isNumber() && other.isNumber());
  }

  boolean allows(Operator operator) {
    return switch (this) {
      case BOOL -> operator.isLogic() || isEquality(operator);
      case INT, FLOAT, DURATION -> operator.isArithmetic() || operator.comparesNumbers();
      case STRING -> operator.isRegex() || operator.comparesNumbers();
      case STATUS, KIND, NIL -> isEquality(operator);
      case ANY -> true;
    };
  }

  private static boolean isEquality(Operator operator) {
    return operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
  }
}
