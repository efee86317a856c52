package dev.clew.serve.api.jaeger;

import dev.clew.model.StatusCode;
import dev.clew.query.Condition;
import dev.clew.query.Field;
import dev.clew.query.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a Jaeger tag, always text, asks of a span: the text itself, or a typed value that Jaeger
/// shows as this text, on the span, its resource, scope, events or links; and the tags that Jaeger
/// makes of what OpenTelemetry does not keep as attributes.
final class TagConditions {
  // As numbers are shown: 007 is a text.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?");

  private TagConditions() {}

  static Condition of(String key, String value) {
    Optional<Condition> intrinsic =
        switch (key) {
          case "error" -> error(value);
          case "span.kind" -> kind(value);
          case "otel.status_code" -> status(value);
          case "otel.status_description" -> text(Field.Intrinsic.STATUS_MESSAGE, value);
          case "event" -> text(Field.Intrinsic.EVENT_NAME, value);
          default -> Optional.empty();
        };
    Condition attribute = attribute(key, value);
    return intrinsic.map(made -> either(List.of(made, attribute))).orElse(attribute);
  }

  private static Optional<Condition> error(String value) {
    return switch (value) {
      case "true" -> Optional.of(hasStatus(StatusCode.ERROR));
      case "false" -> Optional.of(new Condition.Not(hasStatus(StatusCode.ERROR)));
      default -> Optional.empty();
    };
  }

  private static Condition hasStatus(StatusCode status) {
    return equal(Field.Intrinsic.STATUS, new Literal.Status(status));
  }

  private static Optional<Condition> kind(String value) {
    return Kinds.of(value).map(kind -> equal(Field.Intrinsic.KIND, new Literal.Kind(kind)));
  }

  private static Optional<Condition> status(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "OK" -> Optional.of(hasStatus(StatusCode.OK));
      case "ERROR" -> Optional.of(hasStatus(StatusCode.ERROR));
      default -> Optional.empty();
    };
  }

  private static Optional<Condition> text(Field field, String value) {
    return Optional.of(equal(field, new Literal.Text(value)));
  }

  private static Condition attribute(String key, String value) {
    var field = new Field.Attribute(Field.Scope.ANY, key);
    return either(literals(value).stream().map(literal -> equal(field, literal)).toList());
  }

  private static List<Literal> literals(String value) {
    var literals = new ArrayList<Literal>();
    literals.add(new Literal.Text(value));
    if (value.equals("true") || value.equals("false")) {
      literals.add(new Literal.Bool(value.equals("true")));
    } else if (NUMBER.matcher(value).matches()) {
      literals.add(number(value));
    }
    return literals;
  }

  /// An int where it fits; it meets doubles too, since numbers compare across types.
  private static Literal number(String value) {
    try {
      return new Literal.Int(Long.parseLong(value));
    } catch (NumberFormatException _) {
      return new Literal.Real(Double.parseDouble(value));
    }
  }

  private static Condition equal(Field field, Literal operand) {
    return new Condition.Compare(field, Condition.Operator.EQUAL, operand);
  }

  private static Condition either(List<Condition> terms) {
    return terms.size() == 1 ? terms.getFirst() : new Condition.Either(terms);
  }
}
