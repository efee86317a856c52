package dev.clew.serve.api;

import dev.clew.query.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the texts of APIs that know nothing but texts.
public final class TypedTexts {
  // As numbers are shown: 007 is a text.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?");

  private TypedTexts() {}

  /// All values that are shown as this text: the text itself, a bool, a number.
  public static List<Literal> literals(String text) {
    var literals = new ArrayList<Literal>();
    literals.add(new Literal.Text(text));
    if (text.equals("true") || text.equals("false")) {
      literals.add(new Literal.Bool(text.equals("true")));
    } else if (NUMBER.matcher(text).matches()) {
      number(text).ifPresent(literals::add);
    }
    return literals;
  }

  /// An int where it fits; it meets doubles too, since numbers compare across types.
  private static Optional<Literal> number(String text) {
    try {
      return Optional.of(new Literal.Int(Long.parseLong(text)));
    } catch (NumberFormatException _) {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Optional.of(new Literal.Real(number)) : Optional.empty();
    }
  }
}
