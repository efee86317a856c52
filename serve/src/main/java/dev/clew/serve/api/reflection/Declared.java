package dev.clew.serve.api.reflection;

import java.util.ArrayList;
import java.util.List;

/// What a file in protobuf's language declares.
final class Declared {
  private Declared() {}

  /// A message, and what is declared within it.
  record Message(
      String name,
      boolean isMapEntry,
      List<Field> fields,
      List<String> choices,
      List<Message> messages,
      List<Enumeration> enumerations) {
    static Message named(String name, boolean isMapEntry) {
      return new Message(
          name,
          isMapEntry,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  /// A field.
  ///
  /// @param choice the number of the `oneof` that it is in, or -1
  record Field(String name, int number, String type, boolean isRepeated, int choice) {}

  /// An enum.
  record Enumeration(String name, List<Value> values) {}

  /// One of the values of an enum.
  record Value(String name, int number) {}

  /// A service of gRPC.
  record Service(String name, List<Method> methods) {}

  /// A call.
  ///
  /// @param isStreamed true where many messages may answer
  record Method(String name, String input, String output, boolean isStreamed) {}
}
