package dev.clew.serve.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Given> file;
  private final Map<String, String> environment;
  private final Map<String, Given> flags;
  private final Map<String, String> variables = new TreeMap<>();

  /// @param flags by key, not by the option's name
  SettingsReader(Optional<Path> file, Map<String, String> environment, Map<String, Given> flags) {
    this.file = file.map(path -> YamlFile.read(path, problems)).orElse(Map.of());
    this.environment = environment;
    this.flags = flags;
  }

  /// The value for a key.
  ///
  /// @param parser throws `IllegalArgumentException` with what the value needs
  <T> T take(String key, Function<String, T> parser, T otherwise) {
    Optional<Given> given = find(key);
    return given
        .flatMap(
            found -> {
              if (found.isList()) {
                problem(key, found, "needs one value, got a list");
                return Optional.empty();
              }
              return parse(key, found, found.values().getFirst(), parser);
            })
        .orElse(otherwise);
  }

  /// The values for a key: a list in the file, with commas elsewhere.
  <T> List<T> takeAll(String key, Function<String, T> parser, List<T> otherwise) {
    Optional<Given> given = find(key);
    if (given.isEmpty()) {
      return otherwise;
    }
    List<String> texts =
        given.get().isList()
            ? given.get().values()
            : Arrays.stream(given.get().values().getFirst().split(",")).map(String::strip).toList();
    List<T> values = new ArrayList<>();
    for (String text : texts) {
      parse(key, given.get(), text, parser).ifPresent(values::add);
    }
    return values;
  }

  /// Adds a problem of values that do not go together.
  void mustHold(boolean holds, String sentence) {
    if (!holds) {
      problems.add(sentence);
    }
  }

  /// Throws what was wrong, keys that nobody asked for included.
  void finish() throws SettingsException {
    file.forEach(this::rejectUnknown);
    environment.keySet().stream()
        .filter(name -> name.startsWith(ENVIRONMENT_PREFIX) && !variables.containsKey(name))
        .sorted()
        .forEach(name -> problems.add(unknown(name, name, variables.keySet())));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
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

  private static String unknown(String origin, String key, java.util.Collection<String> known) {
    String hint =
        Nearest.to(key, known).map(nearest -> ", did you mean " + nearest + "?").orElse("");
    return origin + ": " + key + " is no setting" + hint;
  }

  private Optional<Given> find(String key) {
    String variable = variable(key);
    variables.put(variable, key);
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
