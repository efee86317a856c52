package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;

/// Walks a JSON text token by token, within bounds, and says at which path and byte it is not what
/// it needs to be.
///
/// Owned by one thread.
public final class JsonReader {
  // An entry of a map of maps stands four levels deeper than its map, and all values stand in ten.
  private static final int MAX_JSON_DEPTH = 4 * EncodedValues.MAX_DEPTH + 16;
  private static final int MAX_NUMBER_LENGTH = 400;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_JSON_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE) // as long as the body, which is bounded
                  .build())
          .build();

  private final JsonParser json;

  private JsonReader(JsonParser json) {
    this.json = json;
  }

  /// Reads a whole text.
  public interface Text {
    void read(JsonReader json) throws IOException, MalformedException;
  }

  /// Reads the member of an object whose value comes next.
  public interface Member {
    void read(String name) throws IOException, MalformedException;
  }

  /// Reads the element of a list that comes next.
  public interface Item {
    void read() throws IOException, MalformedException;
  }

  /// Reads a body that is one JSON value.
  ///
  /// @param what the value is called in errors
  public static void read(byte[] body, String what, Text text) throws MalformedException {
    try (JsonParser json = FACTORY.createParser(body)) {
      json.nextToken();
      text.read(new JsonReader(json));
      if (json.nextToken() != null) {
        throw JsonScalars.malformed(json, what + " needs to be one JSON value, got more");
      }
    } catch (StreamReadException e) {
      throw new MalformedException(
          "body needs to be JSON: " + e.getOriginalMessage(), e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new MalformedException("body needs to be JSON: " + e.getMessage());
    }
  }

  JsonParser parser() {
    return json;
  }

  /// Reads an object member by member, but for those that are null.
  public void object(String what, Member member) throws IOException, MalformedException {
    members(
        what,
        name -> {
          if (json.currentToken() != JsonToken.VALUE_NULL) {
            member.read(name);
          }
        });
  }

  /// Reads an object member by member.
  public void members(String what, Member member) throws IOException, MalformedException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw malformed(what + " needs to be an object, got " + json.currentToken());
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      member.read(name);
    }
  }

  public void list(String what, Item item) throws IOException, MalformedException {
    if (!isList()) {
      throw malformed(what + " needs to be an array, got " + json.currentToken());
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      item.read();
    }
  }

  public boolean isList() {
    return json.currentToken() == JsonToken.START_ARRAY;
  }

  public String text() throws IOException, MalformedException {
    return JsonScalars.text(json);
  }

  /// A string, or a number or a bool as it is written.
  public String scalar() throws IOException, MalformedException {
    if (!json.currentToken().isScalarValue() || json.currentToken() == JsonToken.VALUE_NULL) {
      throw malformed("needs a string, got " + json.currentToken());
    }
    return json.getText();
  }

  /// A whole number, or a string that holds one.
  public long int64() throws IOException, MalformedException {
    return JsonScalars.int64(json);
  }

  public boolean bool() throws IOException, MalformedException {
    return JsonScalars.bool(json);
  }

  /// Passes over the value.
  public void skip() throws IOException {
    json.skipChildren();
  }

  /// Says what is wrong with the value that comes next.
  public MalformedException malformed(String message) {
    return JsonScalars.malformed(json, message);
  }
}
