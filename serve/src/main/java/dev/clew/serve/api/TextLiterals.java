package dev.clew.serve.api;

import dev.clew.query.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a text can mean where an API knows all values as text: the text itself, or a value of
/// another type that is shown as this text.
public final class TextLiterals {
  // As numbers are shown: 007 is a text.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?");

  private TextLiterals() {}

  public static List<Literal> of(String value) {
    var literals = new ArrayList<Literal>();
    literals.add(new Literal.Text(value));
    if (value.equals("true") || value.equals("false")) {
      literals.add(new Literal.Bool(value.equals("true")));
    } else if (NUMBER.matcher(value).matches()) {
      number(value).ifPresent(literals::add);
    }
    return literals;
  }

  /// An int where it fits; it meets doubles too, since numbers compare across types.
  private static Optional<Literal> number(String value) {
    try {
      return Optional.of(new Literal.Int(Long.parseLong(value)));
    } catch (NumberFormatException _) {
      double number = Double.parseDouble(value);
      return Double.isFinite(number) ? Optional.of(new Literal.Real(number)) : Optional.empty();
    }
  }
}
