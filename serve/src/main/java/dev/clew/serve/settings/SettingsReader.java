package dev.clew.serve.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Takes settings by key from where they were given: flags over environment variables over the
/// file. The keys that are asked for are the keys there are.
///
/// All problems are gathered before any is told.
final class SettingsReader {
  private static final String ENVIRONMENT_PREFIX = "CLEW_";
  private static final String NOT_GIVEN = "default";

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Given> file;
  private final Map<String, String> environment;
  private final Map<String, Given> flags;
  private final Map<String, String> variables = new TreeMap<>();
  private final List<String> said = new ArrayList<>();

  /// @param flags by key, not by the option's name
  SettingsReader(Optional<Path> file, Map<String, String> environment, Map<String, Given> flags) {
    this.file = file.map(path -> YamlFile.read(path, problems)).orElse(Map.of());
    this.environment = environment;
    this.flags = flags;
  }

  /// The value for a key.
  ///
  /// @param parser throws `IllegalArgumentException` with what the value needs
  /// @param usual what is parsed where nothing, or nothing right, was given
  <T> T take(String key, Function<String, T> parser, String usual) {
    Given given = find(key).orElse(Given.of(usual, NOT_GIVEN));
    if (given.isList()) {
      problem(key, given, "needs one value, got a list");
      return parser.apply(usual);
    }
    String text = given.values().getFirst();
    said.add(key + ": " + text + "  # " + given.origin());
    return parse(key, given, text, parser).orElseGet(() -> parser.apply(usual));
  }

  /// The values for a key, usually none: a list in the file, with commas elsewhere.
  <T> List<T> takeAll(String key, Function<String, T> parser) {
    Given given = find(key).orElse(new Given(List.of(), true, NOT_GIVEN));
    List<String> texts =
        given.isList()
            ? given.values()
            : Arrays.stream(given.values().getFirst().split(",")).map(String::strip).toList();
    said.add(key + ": " + texts + "  # " + given.origin());
    return texts.stream().flatMap(text -> parse(key, given, text, parser).stream()).toList();
  }

  /// Adds a problem of values that do not go together.
  void mustHold(boolean holds, String key, String sentence) {
    if (!holds) {
      problem(key, lookUp(key).orElse(Given.of("", NOT_GIVEN)), sentence);
    }
  }

  /// Throws what was wrong, keys that nobody asked for included; or says what was taken from where,
  /// a line each.
  List<String> finish() throws SettingsException {
    file.forEach(this::rejectUnknown);
    environment.keySet().stream()
        .filter(name -> name.startsWith(ENVIRONMENT_PREFIX) && !variables.containsKey(name))
        .sorted()
        .forEach(name -> problems.add(unknown("environment", name, variables.keySet())));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return said;
  }

  private void rejectUnknown(String key, Given given) {
    if (variables.containsValue(key)) {
      return;
    }
    boolean isSection = variables.values().stream().anyMatch(known -> known.startsWith(key + "."));
    if (isSection) {
      problem(key, given, "has settings below it and takes no value itself");
    } else {
      problems.add(unknown(given.origin(), key, variables.values()));
    }
  }

  private static String unknown(String origin, String key, Collection<String> known) {
    String hint =
        Nearest.to(key, known).map(nearest -> ", did you mean " + nearest + "?").orElse("");
    return origin + ": " + key + " is no setting" + hint;
  }

  private Optional<Given> find(String key) {
    variables.put(variable(key), key);
    return lookUp(key);
  }

  private Optional<Given> lookUp(String key) {
    String variable = variable(key);
    if (flags.containsKey(key)) {
      return Optional.of(flags.get(key));
    }
    if (environment.containsKey(variable)) {
      return Optional.of(Given.of(environment.get(variable), variable));
    }
    return Optional.ofNullable(file.get(key));
  }

  static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private <T> Optional<T> parse(String key, Given given, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(key, given, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void problem(String key, Given given, String message) {
    problems.add(given.origin() + ": " + key + " " + message);
  }
}
