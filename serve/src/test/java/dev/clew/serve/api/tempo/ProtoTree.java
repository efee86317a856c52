package dev.clew.serve.api.tempo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/// A message as protobuf's JSON has it: 64 bits as text, enumerations by name, nothing that is not
/// set.
final class ProtoTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProtoTree() {}

  static ObjectNode of(Message message) {
    ObjectNode object = NODES.objectNode();
    message
        .getAllFields()
        .forEach((field, value) -> object.set(field.getJsonName(), node(field, value)));
    return object;
  }

  private static JsonNode node(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      ObjectNode entries = NODES.objectNode();
      for (Object each : (List<?>) value) {
        Message entry = (Message) each;
        FieldDescriptor valueField = entry.getDescriptorForType().findFieldByNumber(2);
        entries.set(
            String.valueOf(entry.getField(entry.getDescriptorForType().findFieldByNumber(1))),
            one(entry.getField(valueField)));
      }
      return entries;
    }
    if (field.isRepeated()) {
      var array = NODES.arrayNode();
      ((List<?>) value).forEach(each -> array.add(one(each)));
      return array;
    }
    return one(value);
  }

  private static JsonNode one(Object value) {
    return switch (value) {
      case Message message -> of(message);
      case EnumValueDescriptor word -> NODES.textNode(word.getName());
      case Long number -> NODES.textNode(number.toString());
      case Integer number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      default -> NODES.textNode(value.toString());
    };
  }
}
