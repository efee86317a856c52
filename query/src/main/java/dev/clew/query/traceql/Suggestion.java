package dev.clew.query.traceql;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody may have meant by a word that the language does not have.
final class Suggestion {
  private static final Map<String, String> OTHER_LANGUAGES =
      Map.ofEntries(
          Map.entry("and", "&&"),
          Map.entry("or", "||"),
          Map.entry("not", "!"),
          Map.entry("is", "="),
          Map.entry("like", "=~"),
          Map.entry("in", "=~ \"a|b\""),
          Map.entry("null", "nil"),
          Map.entry("none", "nil"),
          Map.entry("service", "resource.service.name"));
  private static final int MAX_EDITS = 2;
  private static final int MAX_LENGTH = 40;

  private Suggestion() {}

  /// The way another language says it, or an intrinsic of nearly this name.
  private static Optional<String> instead(String word) {
    if (word.startsWith("service.")) {
      return Optional.of("resource." + word);
    }
    int colon = word.indexOf(':');
    if (colon > 0) {
      return inScope(word.substring(0, colon + 1)).or(() -> Optional.of(word.replace(':', '.')));
    }
    String known = OTHER_LANGUAGES.get(word.toLowerCase(Locale.ROOT));
    return known != null ? Optional.of(known) : intrinsic(word);
  }

  /// The same as a question behind an error, or nothing.
  static String question(String word) {
    return instead(word)
        .filter(each -> !each.equals(word))
        .map(each -> "; did you mean " + each + "?")
        .orElse("");
  }

  private static Optional<String> inScope(String prefix) {
    String names =
        Intrinsic.names().filter(each -> each.startsWith(prefix)).collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of("one of " + names);
  }

  private static Optional<String> intrinsic(String word) {
    return named(each -> joined(each).equalsIgnoreCase(word))
        .or(() -> named(each -> local(each).equalsIgnoreCase(word)))
        .or(() -> similar(word));
  }

  private static Optional<String> named(Predicate<String> test) {
    return Intrinsic.names().filter(test).findFirst();
  }

  /// The name without its scope.
  private static String local(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  /// The name as those write it who leave out the colon.
  private static String joined(String name) {
    return name.replace(":", "");
  }

  private static Optional<String> similar(String word) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int most = Math.min(MAX_EDITS, (word.length() - 1) / 3);
    return Stream.concat(Intrinsic.names(), FieldParser.names())
        .filter(each -> edits(each, word) <= most)
        .min(Comparator.comparingInt(each -> edits(each, word)));
  }

  /// How many characters are to be added, taken away or changed to make one of the other.
  private static int edits(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
