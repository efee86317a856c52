package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.wire.proto.MalformedException;

/// Walks a JSON text value by value, within bounds, and says at which path and byte it is not what
/// it needs to be.
///
/// Owned by one thread.
public final class JsonReader {
  private final JsonScanner json;

  private JsonReader(JsonScanner json) {
    this.json = json;
  }

  /// Reads a whole text.
  public interface Text {
    void read(JsonReader json) throws MalformedException;
  }

  /// Reads the member of an object whose value comes next.
  public interface Member {
    void read(String name) throws MalformedException;
  }

  /// Reads the element of a list that comes next.
  public interface Item {
    void read() throws MalformedException;
  }

  /// Takes a text, in UTF-8, before it is overwritten.
  public interface Utf8Target {
    void take(byte[] bytes, int from, int to) throws MalformedException;
  }

  /// Reads a body that is one JSON value.
  ///
  /// @param what the value is called in errors
  public static void read(byte[] body, String what, Text text) throws MalformedException {
    var json = new JsonScanner(body);
    json.nextValue();
    text.read(new JsonReader(json));
    json.end(what);
  }

  JsonScanner scanner() {
    return json;
  }

  /// Reads an object member by member, but for those that are null.
  public void object(String what, Member member) throws MalformedException {
    enterObject(what);
    while (json.nextName()) {
      String name = json.name();
      json.nextMemberValue();
      if (json.token() != JsonToken.VALUE_NULL) {
        member.read(name);
      }
    }
  }

  /// Reads an object member by member.
  public void members(String what, Member member) throws MalformedException {
    enterObject(what);
    while (json.nextName()) {
      String name = json.name();
      json.nextMemberValue();
      member.read(name);
    }
  }

  /// Reads an object of scalars: hands on every name, and then the scalar as it is written.
  public void scalars(String what, Utf8Target name, Utf8Target value) throws MalformedException {
    enterObject(what);
    while (json.nextName()) {
      take(name);
      json.nextMemberValue();
      checkScalar();
      take(value);
    }
  }

  private void enterObject(String what) throws MalformedException {
    if (json.token() != JsonToken.START_OBJECT) {
      throw malformed(what + " needs to be an object, got " + json.token());
    }
    json.enter();
  }

  public void list(String what, Item item) throws MalformedException {
    if (!isList()) {
      throw malformed(what + " needs to be an array, got " + json.token());
    }
    json.enter();
    while (json.nextElement()) {
      item.read();
    }
  }

  public boolean isList() {
    return json.token() == JsonToken.START_ARRAY;
  }

  public String text() throws MalformedException {
    return JsonScalars.text(json);
  }

  /// Hands on a string.
  public void text(Utf8Target target) throws MalformedException {
    JsonScalars.checkText(json);
    take(target);
  }

  private void take(Utf8Target target) throws MalformedException {
    byte[] utf8 = json.utf8();
    target.take(utf8, json.utf8From(), json.utf8To());
  }

  /// A string, or a number or a bool as it is written.
  public String scalar() throws MalformedException {
    checkScalar();
    return json.text();
  }

  /// Hands on a string, or a number or a bool as it is written.
  public void scalar(Utf8Target target) throws MalformedException {
    checkScalar();
    take(target);
  }

  private void checkScalar() throws MalformedException {
    if (!json.token().isScalarValue() || json.token() == JsonToken.VALUE_NULL) {
      throw malformed("needs a string, got " + json.token());
    }
  }

  /// A whole number, or a string that holds one.
  public long int64() throws MalformedException {
    return JsonScalars.int64(json);
  }

  public boolean bool() throws MalformedException {
    return JsonScalars.bool(json);
  }

  /// Passes over the value.
  public void skip() throws MalformedException {
    json.skipChildren();
  }

  /// Where the value starts in the body.
  public int valueAt() {
    return json.valueAt();
  }

  /// Where what was read so far ends in the body.
  public int position() {
    return json.position();
  }

  /// Passes over an object that is written as an earlier one was, from `start` to `end`; says
  /// whether it is.
  public boolean skipObjectLike(int start, int end) {
    return json.skipObjectLike(start, end);
  }

  /// Says what is wrong with the value that comes next.
  public MalformedException malformed(String message) {
    return json.malformed(message);
  }
}
