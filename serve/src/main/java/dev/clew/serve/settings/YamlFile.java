package dev.clew.serve.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a YAML file to a flat map: `store:` over `retention:` becomes `store.retention`. Only
/// maps, lists of plain values and plain values are taken; no tags, anchors or second documents.
/// Nothing is ever made from what the file names.
final class YamlFile {
  private static final int MAX_BYTES = 1 << 20;

  private final String name;
  private final YAMLParser parser;
  private final List<String> problems;
  private final Map<String, Given> values = new LinkedHashMap<>();

  private YamlFile(String name, YAMLParser parser, List<String> problems) {
    this.name = name;
    this.parser = parser;
    this.problems = problems;
  }

  static Map<String, Given> read(Path path, List<String> problems) {
    String name = String.valueOf(path.getFileName());
    try {
      if (Files.size(path) > MAX_BYTES) {
        problems.add(name + ": needs at most 1 MiB, has " + Files.size(path) + " bytes");
        return Map.of();
      }
      try (YAMLParser parser = new YAMLFactory().createParser(Files.readString(path))) {
        YamlFile file = new YamlFile(name, parser, problems);
        file.document();
        return file.values;
      }
    } catch (JsonProcessingException e) {
      problems.add(at(name, e) + ": is not YAML: " + firstLine(e.getOriginalMessage()));
    } catch (NoSuchFileException e) {
      problems.add(path + ": there is no such file");
    } catch (IOException e) {
      problems.add(path + ": cannot be read: " + e);
    }
    return Map.of();
  }

  private void document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      problem("needs keys with values, such as \"listen: 127.0.0.1\"");
      return;
    }
    section("");
    if (parser.nextToken() != null) {
      problem("needs one document, a second starts here");
    }
  }

  private void section(String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      String origin = origin();
      JsonToken token = parser.nextToken();
      if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
        problem(key + " must be written out, without &, * or !");
        parser.skipChildren();
        continue;
      }
      switch (token) {
        case START_OBJECT -> section(key + ".");
        case START_ARRAY -> put(key, new Given(list(key), true, origin));
        case VALUE_NULL -> {} // a section or key without anything in it says nothing
        default -> put(key, Given.of(parser.getText(), origin));
      }
    }
  }

  private List<String> list(String key) throws IOException {
    List<String> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token.isScalarValue()) {
        list.add(parser.getText());
      } else {
        problem(key + " needs plain values in its list");
        parser.skipChildren();
      }
    }
    return list;
  }

  private void put(String key, Given given) {
    Given before = values.putIfAbsent(key, given);
    if (before != null) {
      problems.add(given.origin() + ": " + key + " was set before, at " + before.origin());
    }
  }

  private void problem(String message) {
    problems.add(origin() + ": " + message);
  }

  private String origin() {
    return name + ":" + parser.currentTokenLocation().getLineNr();
  }

  private static String at(String name, JsonProcessingException e) {
    return e.getLocation() == null ? name : name + ":" + e.getLocation().getLineNr();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
