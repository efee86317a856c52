package dev.clew.wire.thrift;

import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads Thrift values out of an array; never looks past its end, trusts no size, and ends before
/// the stack does.
///
/// Owned by one thread. A field that is unknown, or of another type than is known, is passed over.
public abstract sealed class ThriftReader permits BinaryReader, CompactReader {
  private static final int MAX_DEPTH = 32;

  final byte[] bytes;
  int position;
  private int depth;

  ThriftReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads the fields of a struct, one by one.
  public interface Fields {
    /// Reads the value of the field with this tag, or has it skipped.
    void read(int tag) throws MalformedException;
  }

  /// Reads the elements of a list, one by one.
  public interface Element {
    void read() throws MalformedException;
  }

  /// Reads a struct to its end.
  public final void struct(Fields fields) throws MalformedException {
    enter();
    int outer = startStruct();
    for (int tag = nextTag(); tag != ThriftType.STOP; tag = nextTag()) {
      fields.read(tag);
    }
    endStruct(outer);
    depth--;
  }

  /// Reads a list whose elements are of this type.
  public final void list(int type, Element element) throws MalformedException {
    Elements elements = elements();
    if (elements.size() > 0 && elements.type() != type) {
      throw malformed("list needs elements of type " + type + ", got type " + elements.type());
    }
    enter();
    for (int at = 0; at < elements.size(); at++) {
      element.read();
    }
    depth--;
  }

  /// Passes over the value of a field.
  public final void skip(int tag) throws MalformedException {
    skipValue(ThriftType.ofTag(tag));
  }

  private void skipValue(int type) throws MalformedException {
    switch (type) {
      case ThriftType.BOOL -> bool();
      case ThriftType.BYTE -> advance(1);
      case ThriftType.DOUBLE -> advance(Double.BYTES);
      case ThriftType.I16, ThriftType.I32, ThriftType.I64 -> skipNumber(type);
      case ThriftType.STRING -> advance(length());
      case ThriftType.STRUCT -> struct(this::skip);
      case ThriftType.LIST, ThriftType.SET -> skipElements(elements());
      case ThriftType.MAP -> skipEntries();
      default -> throw malformed("value needs a type from 2 to 15, got " + type);
    }
  }

  private void skipElements(Elements elements) throws MalformedException {
    enter();
    for (int at = 0; at < elements.size(); at++) {
      skipElement(elements.type());
    }
    depth--;
  }

  private void skipEntries() throws MalformedException {
    Entries entries = entries();
    enter();
    for (int at = 0; at < entries.size(); at++) {
      skipElement(entries.keyType());
      skipElement(entries.valueType());
    }
    depth--;
  }

  private void skipElement(int type) throws MalformedException {
    if (type == ThriftType.BOOL) {
      advance(1);
    } else {
      skipValue(type);
    }
  }

  private void enter() throws MalformedException {
    if (++depth > MAX_DEPTH) {
      throw malformed("values must not nest deeper than " + MAX_DEPTH);
    }
  }

  public final String text() throws MalformedException {
    int length = length();
    int from = position;
    advance(length);
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /// Where the text or the bytes that come next stand in the array, as a [Slice].
  public final long slice() throws MalformedException {
    int length = length();
    int from = position;
    advance(length);
    return Slice.of(from, length);
  }

  public final byte[] binary() throws MalformedException {
    int length = length();
    int from = position;
    advance(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /// A bool that is the value of a field.
  public abstract boolean bool() throws MalformedException;

  public abstract int i16() throws MalformedException;

  public abstract int i32() throws MalformedException;

  public abstract long i64() throws MalformedException;

  public abstract double real() throws MalformedException;

  /// Reads the head of a message, whose arguments follow as a struct.
  public abstract Message message() throws MalformedException;

  /// What a message is called, and whether it is a call (1), an answer (2, 3) or one way (4).
  public record Message(String name, int type) {}

  /// How many elements of which type a list has.
  record Elements(int type, int size) {}

  /// How many entries of which types a map has.
  record Entries(int keyType, int valueType, int size) {}

  /// Prepares for the fields of a struct; returns what [#endStruct(int)] needs.
  abstract int startStruct();

  abstract void endStruct(int outer);

  abstract int nextTag() throws MalformedException;

  abstract Elements elements() throws MalformedException;

  abstract Entries entries() throws MalformedException;

  abstract void skipNumber(int type) throws MalformedException;

  /// The fewest bytes that a value of this type takes.
  abstract int leastBytes(int type) throws MalformedException;

  /// The length of what follows, which is all there.
  abstract int length() throws MalformedException;

  /// The array that is read.
  public final byte[] bytes() {
    return bytes;
  }

  public final int position() {
    return position;
  }

  /// Passes over a struct that is written as an earlier one was, byte for byte; says whether it is.
  ///
  /// @param earlier where that one stands
  public final boolean passStructLike(long earlier) {
    int from = Slice.offset(earlier);
    int length = Slice.length(earlier);
    boolean isLike =
        length > 0
            && length <= bytes.length - position
            && Arrays.equals(bytes, from, from + length, bytes, position, position + length);
    if (isLike) {
      position += length;
    }
    return isLike;
  }

  public final boolean hasMore() {
    return position < bytes.length;
  }

  /// A length that fits in what is left.
  final int checkedLength(long length) throws MalformedException {
    if (length < 0 || length > bytes.length - position) {
      throw malformed(
          "length must fit in the " + (bytes.length - position) + " bytes left, got " + length);
    }
    return (int) length;
  }

  /// How many elements there are, which fit in what is left.
  final int checkedSize(long size, int leastBytes) throws MalformedException {
    if (size < 0 || size > (bytes.length - position) / leastBytes) {
      throw malformed(
          "size must fit in the " + (bytes.length - position) + " bytes left, got " + size);
    }
    return (int) size;
  }

  final byte next() throws MalformedException {
    need(1);
    return bytes[position++];
  }

  final void advance(int count) throws MalformedException {
    need(count);
    position += count;
  }

  final void need(int count) throws MalformedException {
    if (count > bytes.length - position) {
      throw malformed("value needs " + count + " bytes more, has " + (bytes.length - position));
    }
  }

  public final MalformedException malformed(String message) {
    return new MalformedException(message, position);
  }
}
