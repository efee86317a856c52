package dev.clew.wire.json;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.proto.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attributes as a plain JSON object, `{"key": value, …}`.
public final class JsonAttributes {
  // Longer ones are cut by every receiver, and would take many times their size as attributes.
  private static final int MAX_LENGTH = 1 << 16;

  private final JsonReader json;

  private JsonAttributes(JsonReader json) {
    this.json = json;
  }

  /// The members of the object that a text is, if it is one and not huge.
  public static Optional<List<Attribute>> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<Attribute> attributes = new ArrayList<>();
    try {
      JsonReader.read(
          text.getBytes(StandardCharsets.UTF_8),
          "attributes",
          json -> attributes.addAll(new JsonAttributes(json).entries(0)));
    } catch (MalformedException _) {
      return Optional.empty();
    }
    return Optional.of(attributes);
  }

  private List<Attribute> entries(int depth) throws MalformedException {
    List<Attribute> entries = new ArrayList<>();
    json.members("attributes", name -> entries.add(new Attribute(name, value(depth))));
    return entries;
  }

  private AttributeValue value(int depth) throws MalformedException {
    if (depth > EncodedValues.MAX_DEPTH) {
      throw json.malformed("values must not nest deeper than " + EncodedValues.MAX_DEPTH);
    }
    return switch (json.scanner().token()) {
      case START_OBJECT -> new AttributeValue.Map(entries(depth + 1));
      case START_ARRAY -> {
        List<AttributeValue> values = new ArrayList<>();
        json.list("value", () -> values.add(value(depth + 1)));
        yield new AttributeValue.Array(values);
      }
      case VALUE_TRUE, VALUE_FALSE -> new AttributeValue.Bool(json.bool());
      case VALUE_NULL -> new AttributeValue.Empty();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> new AttributeValue.Real(Double.parseDouble(json.scanner().text()));
      default -> new AttributeValue.Text(json.text());
    };
  }

  /// A number too large for an integer is a real one.
  private AttributeValue integer() {
    try {
      return new AttributeValue.Int(Long.parseLong(json.scanner().text()));
    } catch (NumberFormatException _) {
      return new AttributeValue.Real(Double.parseDouble(json.scanner().text()));
    }
  }
}
