package dev.clew.query.traceql;

import dev.clew.query.Literal;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says why types do not go together and what would.
final class TypeError {
  private TypeError() {}

  static QuerySyntaxException mismatch(FieldExpr.Binary binary, Type left, Type right) {
    return new QuerySyntaxException(
        binary.at(),
        "binary operations must operate on the same type: %s has %s and %s%s"
            .formatted(shown(binary), left.text(), right.text(), quotes(binary, left, right)));
  }

  /// What to do about quotes, where they are there or are missing.
  private static String quotes(FieldExpr.Binary binary, Type left, Type right) {
    if (isText(binary.left()) || isText(binary.right())) {
      return unquoted(isText(binary.left()) ? right : left);
    }
    boolean hasString = left == Type.STRING || right == Type.STRING;
    boolean hasConstant =
        binary.left() instanceof FieldExpr.Constant || binary.right() instanceof FieldExpr.Constant;
    return hasString && hasConstant && !binary.operator().isArithmetic()
        ? "; write a string in quotes"
        : "";
  }

  private static boolean isText(FieldExpr expr) {
    return expr instanceof FieldExpr.Constant(Literal.Text _, _);
  }

  private static String unquoted(Type other) {
    return switch (other) {
      case STATUS -> "; write error, ok or unset, without quotes";
      case KIND -> "; write server, client or another kind, without quotes";
      case DURATION -> "; write a duration without quotes, such as 1.5s";
      case INT, FLOAT -> "; write a number without quotes";
      case BOOL -> "; write true or false, without quotes";
      case STRING, NIL, ANY -> "";
    };
  }

  static QuerySyntaxException illegal(FieldExpr.Binary binary, Type type) {
    String allowed =
        Stream.of(Operator.values())
            .filter(type::allows)
            .map(Operator::symbol)
            .collect(Collectors.joining(" "));
    return new QuerySyntaxException(
        binary.at(),
        "illegal operation for the given types: %s; %s has only %s"
            .formatted(shown(binary), type.text(), allowed));
  }

  static QuerySyntaxException illegal(FieldExpr.Unary unary, Type operand) {
    return new QuerySyntaxException(
        unary.at(),
        "illegal operation for the given types: %s; %s needs %s, got %s"
            .formatted(
                shown(unary),
                unary.sign().symbol(),
                unary.sign() == FieldExpr.Sign.MINUS ? "a number" : "a boolean",
                operand.text()));
  }

  static QuerySyntaxException notBoolean(FieldExpr condition, Type type) {
    Optional<String> example =
        switch (type) {
          case STRING -> Optional.of(" = \"x\"");
          case STATUS -> Optional.of(" = error");
          case KIND -> Optional.of(" = server");
          case DURATION -> Optional.of(" > 1s");
          case INT, FLOAT -> Optional.of(" > 0");
          case BOOL, NIL, ANY -> Optional.empty();
        };
    return new QuerySyntaxException(
        condition.at(),
        "span filter field expressions must resolve to a boolean, %s is %s%s"
            .formatted(
                shown(condition),
                type.text(),
                example.map(each -> "; compare it, such as by" + each).orElse("")));
  }

  private static String shown(FieldExpr expr) {
    return Shown.of(TraceQl.print(expr));
  }
}
