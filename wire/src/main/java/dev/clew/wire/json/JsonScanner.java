package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;

/// Walks a JSON text through its objects and arrays, and knows the path to where it stands.
///
/// Owned by one thread.
final class JsonScanner extends JsonTokens {
  // An entry of a map of maps stands four levels deeper than its map, and all values stand in ten.
  private static final int MAX_DEPTH = 4 * EncodedValues.MAX_DEPTH + 16;
  private static final int MAX_NAME_LENGTH = 50_000;

  // Of each object and array around: how many values it had so far, and the name of the last one,
  // which is negative in an array.
  private int depth;
  private final int[] counts = new int[MAX_DEPTH + 1];
  private final long[] names = new long[MAX_DEPTH + 1];

  // The place of the name before the last one, and of each object around that of its last one.
  private final FormerNames former;
  private int before;
  private final byte[] last = new byte[MAX_DEPTH + 1];

  JsonScanner(byte[] bytes) {
    super(bytes);
    former = new FormerNames(bytes.length);
  }

  /// Steps into the object or array whose bracket was read.
  void enter() throws MalformedException {
    if (depth == MAX_DEPTH) {
      throw syntax("depth must be at most " + MAX_DEPTH);
    }
    depth++;
    counts[depth] = 0;
    last[depth] = 0;
    names[depth] = token == JsonToken.START_ARRAY ? -1 : Slice.EMPTY;
  }

  /// Reads the next element of the array, or its end.
  boolean nextElement() throws MalformedException {
    if (!hasNext(']', JsonToken.END_ARRAY)) {
      return false;
    }
    nextValue();
    return true;
  }

  /// Reads the name of the object's next member, or its end; then comes [#nextMemberValue()].
  boolean nextName() throws MalformedException {
    if (!hasNext('}', JsonToken.END_OBJECT)) {
      return false;
    }
    if (peekPastBlanks() != '"') {
      throw syntax("a name needs to be in quotes");
    }
    before = last[depth] & 0xff;
    int length = former.length(before, bytes, at);
    if (length > 0) {
      setText(at + 1, at + length - 1, true);
      at += length;
    } else {
      unexpectedName();
    }
    last[depth] = former.next(before);
    names[depth] = Slice.of(from, to - from);
    return true;
  }

  private void unexpectedName() throws MalformedException {
    string();
    if (to - from > MAX_NAME_LENGTH) {
      throw syntax("a name must not be longer than " + MAX_NAME_LENGTH + " bytes");
    }
    if (isPlain) {
      former.learn(before, bytes, from, to);
    } else {
      former.forget(before);
    }
  }

  void nextMemberValue() throws MalformedException {
    if (peekPastBlanks() != ':') {
      throw syntax("a name needs to be followed by a colon");
    }
    at++;
    nextValue();
  }

  private boolean hasNext(int close, JsonToken end) throws MalformedException {
    int next = peekPastBlanks();
    if (next == close) {
      at++;
      depth--;
      token = end;
      return false;
    }
    if (counts[depth] > 0) {
      if (next != ',') {
        throw syntax("values need a comma between them");
      }
      at++;
    }
    counts[depth]++;
    return true;
  }

  /// Checks that nothing but blanks follows.
  void end(String what) throws MalformedException {
    if (peekPastBlanks() != END) {
      nextValue();
      throw new MalformedException(what + " needs to be one JSON value, got more", tokenAt);
    }
  }

  /// The name that was read, if it is plain: one of those that come again and again.
  String name() {
    return isPlain ? former.text(before, bytes, from, to) : text();
  }

  /// Passes over what is in the object or array that it stands on.
  void skipChildren() throws MalformedException {
    if (token == JsonToken.START_OBJECT) {
      enter();
      while (nextName()) {
        nextMemberValue();
        skipChildren();
      }
    } else if (token == JsonToken.START_ARRAY) {
      enter();
      while (nextElement()) {
        skipChildren();
      }
    }
  }

  /// Says what is wrong with the value, and where.
  MalformedException malformed(String message) {
    String path = path();
    return new MalformedException(path.isEmpty() ? message : path + ": " + message, tokenAt);
  }

  /// A JSON pointer to the value.
  private String path() {
    var path = new StringBuilder();
    for (int level = 1; level <= depth; level++) {
      if (names[level] < 0) {
        path.append('/').append(counts[level] - 1);
      } else if (names[level] != Slice.EMPTY) {
        String name = Slice.text(bytes, names[level]);
        path.append('/').append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return path.toString();
  }
}
