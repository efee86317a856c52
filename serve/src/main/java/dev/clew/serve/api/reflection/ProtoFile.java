package dev.clew.serve.api.reflection;

import dev.clew.serve.api.reflection.Declared.Enumeration;
import dev.clew.serve.api.reflection.Declared.Field;
import dev.clew.serve.api.reflection.Declared.Message;
import dev.clew.serve.api.reflection.Declared.Method;
import dev.clew.serve.api.reflection.Declared.Service;
import dev.clew.serve.api.reflection.Declared.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file in protobuf's language, of which it knows as much as Clew's own files need.
///
/// Owned by one thread while it is read, unchanged from then on.
final class ProtoFile {
  private static final Pattern COMMENT = Pattern.compile("//.*");
  private static final Pattern TOKEN = Pattern.compile("[\\w.]+|\"[^\"]*\"|[^\\s\\w]");
  private static final int NO_CHOICE = -1;

  private final List<String> tokens = new ArrayList<>();
  private int at;
  private String scope = "";
  private final List<String> imports = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Enumeration> enumerations = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();

  private ProtoFile(String text) {
    Matcher matcher = TOKEN.matcher(COMMENT.matcher(text).replaceAll(""));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
  }

  /// Reads a text; one with a mistake ends in an `IllegalArgumentException`.
  static ProtoFile read(String text) {
    var file = new ProtoFile(text);
    while (file.at < file.tokens.size()) {
      file.declaration();
    }
    return file;
  }

  /// The package that it is of.
  String scope() {
    return scope;
  }

  List<String> imports() {
    return imports;
  }

  List<Message> messages() {
    return messages;
  }

  List<Enumeration> enumerations() {
    return enumerations;
  }

  List<Service> services() {
    return services;
  }

  private void declaration() {
    String word = next();
    switch (word) {
      case "syntax" -> {
        expect("=");
        expect("\"proto3\"");
        expect(";");
      }
      case "package" -> {
        scope = next();
        expect(";");
      }
      case "import" -> {
        imports.add(next().replace("\"", ""));
        expect(";");
      }
      case "message" -> messages.add(message());
      case "enum" -> enumerations.add(enumeration());
      case "service" -> services.add(service());
      default -> throw wrong("a declaration", word);
    }
  }

  private Message message() {
    Message message = Message.named(next(), false);
    expect("{");
    while (!takes("}")) {
      if (takes("message")) {
        message.messages().add(message());
      } else if (takes("enum")) {
        message.enumerations().add(enumeration());
      } else if (takes("oneof")) {
        choice(message);
      } else if (takes("map")) {
        map(message);
      } else {
        field(message, takes("repeated"), NO_CHOICE);
      }
    }
    return message;
  }

  private void field(Message message, boolean isRepeated, int choice) {
    String type = next();
    String name = next();
    message.fields().add(new Field(name, number(), type, isRepeated, choice));
  }

  private void choice(Message message) {
    int choice = message.choices().size();
    message.choices().add(next());
    expect("{");
    while (!takes("}")) {
      field(message, false, choice);
    }
  }

  /// A map is a list of messages of a key and a value.
  private void map(Message message) {
    expect("<");
    String key = next();
    expect(",");
    String value = next();
    expect(">");
    String name = next();
    Message entry =
        Message.named(Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Entry", true);
    entry.fields().add(new Field("key", 1, key, false, NO_CHOICE));
    entry.fields().add(new Field("value", 2, value, false, NO_CHOICE));
    message.messages().add(entry);
    message.fields().add(new Field(name, number(), entry.name(), true, NO_CHOICE));
  }

  private Enumeration enumeration() {
    var enumeration = new Enumeration(next(), new ArrayList<>());
    expect("{");
    while (!takes("}")) {
      String name = next();
      enumeration.values().add(new Value(name, number()));
    }
    return enumeration;
  }

  private Service service() {
    var service = new Service(next(), new ArrayList<>());
    expect("{");
    while (!takes("}")) {
      expect("rpc");
      String name = next();
      expect("(");
      String input = next();
      expect(")");
      expect("returns");
      expect("(");
      boolean isStreamed = takes("stream");
      service.methods().add(new Method(name, input, next(), isStreamed));
      expect(")");
      expect(";");
    }
    return service;
  }

  private int number() {
    expect("=");
    String digits = next();
    expect(";");
    return Integer.parseInt(digits);
  }

  private boolean takes(String word) {
    boolean isNext = at < tokens.size() && tokens.get(at).equals(word);
    at += isNext ? 1 : 0;
    return isNext;
  }

  private void expect(String word) {
    String next = next();
    if (!next.equals(word)) {
      throw wrong(word, next);
    }
  }

  private String next() {
    if (at == tokens.size()) {
      throw wrong("more", "the end");
    }
    return tokens.get(at++);
  }

  private IllegalArgumentException wrong(String need, String got) {
    return new IllegalArgumentException(
        "word " + at + " of the file of " + scope + " needs " + need + ", got " + got);
  }
}
