package dev.clew.serve.api.reflection;

import dev.clew.serve.api.reflection.Declared.Enumeration;
import dev.clew.serve.api.reflection.Declared.Field;
import dev.clew.serve.api.reflection.Declared.Message;
import dev.clew.serve.api.reflection.Declared.Method;
import dev.clew.serve.api.reflection.Declared.Service;
import dev.clew.serve.api.reflection.Declared.Value;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files in protobuf's language as `google.protobuf.FileDescriptorProto`, by the numbers of
/// `descriptor.proto`. Any thread may ask.
final class Descriptors {
  private static final int MESSAGE = 11;
  private static final int ENUM = 14;
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 3;
  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("double", 1),
          Map.entry("float", 2),
          Map.entry("int64", 3),
          Map.entry("uint64", 4),
          Map.entry("int32", 5),
          Map.entry("fixed64", 6),
          Map.entry("fixed32", 7),
          Map.entry("bool", 8),
          Map.entry("string", 9),
          Map.entry("bytes", 12),
          Map.entry("uint32", 13));

  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, List<String>> imports = new HashMap<>();

  /// Which file declares a name, and which names of types there are.
  private final Map<String, String> fileOf = new HashMap<>();

  private final Map<String, Type> types = new HashMap<>();

  /// A type's whole name, and whether it is a message or an enum.
  private record Type(String name, int number) {}

  /// @param texts the files, by the names that others import them by
  Descriptors(Map<String, String> texts) {
    Map<String, ProtoFile> read = new HashMap<>();
    texts.forEach((name, text) -> read.put(name, ProtoFile.read(text)));
    read.forEach((name, file) -> {
      file.messages().forEach(message -> know(name, file.scope(), message));
      file.enumerations().forEach(each -> know(name, file.scope() + "." + each.name(), ENUM));
      file.services().forEach(service -> know(name, file.scope(), service));
    });
    read.forEach((name, file) -> {
      files.put(name, write(name, file));
      imports.put(name, file.imports());
    });
  }

  private void know(String file, String scope, Message message) {
    String name = scope + "." + message.name();
    know(file, name, MESSAGE);
    message.messages().forEach(inner -> know(file, name, inner));
    message.enumerations().forEach(inner -> know(file, name + "." + inner.name(), ENUM));
  }

  private void know(String file, String name, int type) {
    fileOf.put(name, file);
    types.put(name, new Type(name, type));
  }

  private void know(String file, String scope, Service service) {
    String name = scope + "." + service.name();
    fileOf.put(name, file);
    service.methods().forEach(method -> fileOf.put(name + "." + method.name(), file));
  }

  /// The file of a name and those that it imports, each after those; empty where there is none.
  List<byte[]> filesWith(String symbol) {
    return Optional.ofNullable(fileOf.get(symbol)).map(this::file).orElse(List.of());
  }

  /// The file that others import by a name, with those that it imports itself.
  List<byte[]> file(String name) {
    Map<String, byte[]> needed = new LinkedHashMap<>();
    gather(name, needed);
    return List.copyOf(needed.values());
  }

  private void gather(String name, Map<String, byte[]> needed) {
    byte[] bytes = files.get(name);
    if (bytes != null && !needed.containsKey(name)) {
      imports.getOrDefault(name, List.of()).forEach(each -> gather(each, needed));
      needed.put(name, bytes);
    }
  }

  private byte[] write(String name, ProtoFile file) {
    var out = new ProtoWriter();
    out.text(text(1), name);
    out.text(text(2), file.scope());
    file.imports().forEach(each -> out.text(text(3), each));
    file.messages().forEach(each -> write(each, 4, file.scope(), out));
    file.enumerations().forEach(each -> write(each, 5, out));
    file.services().forEach(each -> write(each, file.scope(), out));
    out.text(text(12), "proto3");
    return out.toBytes();
  }

  private void write(Message message, int field, String scope, ProtoWriter out) {
    String name = scope + "." + message.name();
    int mark = out.begin(text(field));
    out.text(text(1), message.name());
    message.fields().forEach(each -> write(each, name, out));
    message.messages().forEach(each -> write(each, 3, name, out));
    message.enumerations().forEach(each -> write(each, 4, out));
    if (message.isMapEntry()) {
      int options = out.begin(text(7));
      out.varint(number(7), 1);
      out.end(options);
    }
    for (String choice : message.choices()) {
      int declaration = out.begin(text(8));
      out.text(text(1), choice);
      out.end(declaration);
    }
    out.end(mark);
  }

  private void write(Field field, String scope, ProtoWriter out) {
    int mark = out.begin(text(2));
    out.text(text(1), field.name());
    out.varint(number(3), field.number());
    out.varint(number(4), field.isRepeated() ? REPEATED : OPTIONAL);
    Integer plain = TYPES.get(field.type());
    if (plain == null) {
      Type type = resolved(field.type(), scope);
      out.varint(number(5), type.number());
      out.text(text(6), "." + type.name());
    } else {
      out.varint(number(5), plain);
    }
    if (field.choice() >= 0) {
      out.varint(number(9), field.choice());
    }
    out.end(mark);
  }

  private static void write(Enumeration enumeration, int field, ProtoWriter out) {
    int mark = out.begin(text(field));
    out.text(text(1), enumeration.name());
    for (Value value : enumeration.values()) {
      int inner = out.begin(text(2));
      out.text(text(1), value.name());
      out.varint(number(2), value.number());
      out.end(inner);
    }
    out.end(mark);
  }

  private void write(Service service, String scope, ProtoWriter out) {
    int mark = out.begin(text(6));
    out.text(text(1), service.name());
    for (Method method : service.methods()) {
      int inner = out.begin(text(2));
      out.text(text(1), method.name());
      out.text(text(2), "." + resolved(method.input(), scope).name());
      out.text(text(3), "." + resolved(method.output(), scope).name());
      out.varint(number(6), method.isStreamed() ? 1 : 0);
      out.end(inner);
    }
    out.end(mark);
  }

  /// A type by its name: that which is declared nearest to where it is named.
  private Type resolved(String name, String scope) {
    for (String near = scope; !near.isEmpty(); near = outer(near)) {
      Type type = types.get(near + "." + name);
      if (type != null) {
        return type;
      }
    }
    Type type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException(scope + " needs a type " + name + ", which is not there");
    }
    return type;
  }

  private static String outer(String scope) {
    return scope.substring(0, Math.max(0, scope.lastIndexOf('.')));
  }

  private static int text(int field) {
    return field << 3 | WireType.LENGTH;
  }

  private static int number(int field) {
    return field << 3 | WireType.VARINT;
  }
}
